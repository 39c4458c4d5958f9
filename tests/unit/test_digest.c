#include "tests/support/testing.h"

#include "pipeline/base/digest.h"

#include <stdlib.h>
#include <string.h>

/* FIPS 180-4 examples: SHA_All.pdf of NIST's cryptographic examples; the empty text from RFC 6234's reference code. */
static void sha256_gives_the_examples_of_fips_180(void **state)
{
    char hex[DIGEST_HEX];

    (void) state;
    digest_sha256("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_sha256("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* FIPS 180-2, appendix B.3: a million times the letter a; longer than the pieces in which a file is read. */
static void a_long_file_has_the_digest_of_its_bytes(void **state)
{
    const char *path = testing_path(testing_folder(), "a");
    char *text = malloc(1000001), hex[DIGEST_HEX];
    struct fault f;

    (void) state;
    assert_non_null(text);
    memset(text, 'a', 1000000);
    text[1000000] = '\0';
    testing_write(path, text);
    assert_true(digest_sha256_file(path, hex, &f));
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    digest_sha256(text, 1000000, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(text);
}

static void a_file_that_can_not_be_read_is_a_fault(void **state)
{
    const char *folder = testing_folder();
    char hex[DIGEST_HEX] = "untouched";
    struct fault f;

    (void) state;
    assert_false(digest_sha256_file(testing_path(folder, "none"), hex, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_false(digest_sha256_file(folder, hex, &f));
    assert_non_null(strstr(f.text, "mapp"));
    assert_string_equal(hex, "untouched");
}

struct vector {
    uint8_t key_byte; /* the key is this byte key_length times; 0: the key is 01, 02, 03, ... */
    size_t key_length;
    const char *text;
    uint8_t text_byte; /* where text is NULL: this byte 50 times */
    const char *mac;
};

/* RFC 4231, test cases 1, 3, 4, 6 and 7 (2 has a key of words and stands below, 5 is truncated). */
static const struct vector RFC_4231[] = {
    { 0x0b, 20, "Hi There", 0, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
    { 0xaa, 20, NULL, 0xdd, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
    { 0, 25, NULL, 0xcd, "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
    { 0xaa, 131, "Test Using Larger Than Block-Size Key - Hash Key First", 0,
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
    { 0xaa, 131,
      "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
      "before being used by the HMAC algorithm.",
      0, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
};

static void hmac_gives_the_test_cases_of_rfc_4231(void **state)
{
    (void) state;
    for (size_t i = 0; i < sizeof RFC_4231 / sizeof RFC_4231[0]; i++) {
        const struct vector *v = &RFC_4231[i];
        uint8_t key[131], repeated[50], mac[DIGEST_BYTES];
        char hex[DIGEST_HEX];
        struct digest_key *k;

        for (size_t j = 0; j < v->key_length; j++)
            key[j] = v->key_byte != 0 ? v->key_byte : (uint8_t) (j + 1);
        memset(repeated, v->text_byte, sizeof repeated);
        k = digest_key_new(key, v->key_length);
        digest_hmac(k, v->text != NULL ? v->text : (const char *) repeated,
                    v->text != NULL ? strlen(v->text) : sizeof repeated, mac);
        digest_hex(mac, sizeof mac, hex);
        assert_string_equal(hex, v->mac);
        digest_key_free(k);
    }
}

/* RFC 4231, test case 2. */
static void one_key_serves_many_texts(void **state)
{
    struct digest_key *k = digest_key_new((const uint8_t *) "Jefe", 4);
    uint8_t mac[DIGEST_BYTES];
    char hex[DIGEST_HEX];

    (void) state;
    digest_hmac(k, "another text", 12, mac);
    for (int i = 0; i < 3; i++) {
        digest_hmac(k, "what do ya want for nothing?", 28, mac);
        digest_hex(mac, sizeof mac, hex);
        assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
    digest_key_free(k);
    digest_key_free(NULL);
}

/* Short texts are summed as whole blocks, long ones by nettle: at every length the same. */
static void hmac_is_the_same_by_blocks_and_by_parts(void **state)
{
    enum { LONGEST = 200 };
    struct digest_key *k = digest_key_new((const uint8_t *) "Jefe", 4);
    uint8_t text[LONGEST], mac[DIGEST_BYTES], reference[DIGEST_BYTES];

    (void) state;
    for (size_t i = 0; i < LONGEST; i++)
        text[i] = (uint8_t) (37 * i + 11);
    for (size_t length = 0; length <= LONGEST; length++) {
        digest_hmac(k, text, length, mac);
        digest_hmac_by_parts(k, text, length, reference);
        assert_memory_equal(mac, reference, DIGEST_BYTES);
    }
    digest_key_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_examples_of_fips_180),
        cmocka_unit_test(a_long_file_has_the_digest_of_its_bytes),
        cmocka_unit_test(a_file_that_can_not_be_read_is_a_fault),
        cmocka_unit_test(hmac_gives_the_test_cases_of_rfc_4231),
        cmocka_unit_test(one_key_serves_many_texts),
        cmocka_unit_test(hmac_is_the_same_by_blocks_and_by_parts),
    };

    return TESTS_RUN(tests);
}
