/* The reference: printf 'n198111032382' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f, first 16 bytes. */
#include "pipeline/intake/pseudonym.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char KEY[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

static void hex_of(const struct digest_key *key, enum pseudonym_kind kind, const char *id,
                   char hex[2 * PSEUDONYM_BYTES + 1])
{
    uint8_t person[PSEUDONYM_BYTES];

    pseudonym_make(key, kind, id, strlen(id), person);
    digest_hex(person, PSEUDONYM_BYTES, hex);
}

static void a_pseudonym_is_the_hmac_of_kind_and_id(void **state)
{
    struct digest_key *key;
    struct fault f;
    char hex[2 * PSEUDONYM_BYTES + 1];

    (void) state;
    setenv("PERSONALRORLIGHET_KEY_HEX", KEY, 1);
    assert_true(pseudonym_key("", NULL, &key, &f));
    hex_of(key, PSEUDONYM_PERSONNUMMER, "198111032382", hex);
    assert_string_equal(hex, "f651f0fe7193f580d1ea6acc1652b6c7");
    hex_of(key, PSEUDONYM_PERSONID, "198111032382", hex);
    assert_string_equal(hex, "884dccc9957022ac7d5e2f32a88bade1");
    digest_key_free(key);
    unsetenv("PERSONALRORLIGHET_KEY_HEX");
}

static void long_ids_are_taken_whole(void **state)
{
    struct digest_key *key;
    struct fault f;
    char id[300], one[2 * PSEUDONYM_BYTES + 1], other[2 * PSEUDONYM_BYTES + 1];

    (void) state;
    setenv("PERSONALRORLIGHET_KEY_HEX", KEY, 1);
    assert_true(pseudonym_key("", NULL, &key, &f));
    memset(id, 'a', sizeof id);
    id[sizeof id - 1] = '\0';
    hex_of(key, PSEUDONYM_PERSONID, id, one);
    id[sizeof id - 2] = 'b';
    hex_of(key, PSEUDONYM_PERSONID, id, other);
    assert_string_not_equal(one, other);
    digest_key_free(key);
    unsetenv("PERSONALRORLIGHET_KEY_HEX");
}

static void a_key_in_the_environment_must_be_a_key(void **state)
{
    struct digest_key *key;
    struct fault f;

    (void) state;
    setenv("PERSONALRORLIGHET_KEY_HEX", "00ff", 1);
    assert_false(pseudonym_key("", NULL, &key, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_null(strstr(f.text, "00ff"));
    unsetenv("PERSONALRORLIGHET_KEY_HEX");
}

static void the_first_run_makes_a_key_for_its_owner_alone(void **state)
{
    char path[512], one[2 * PSEUDONYM_BYTES + 1], other[2 * PSEUDONYM_BYTES + 1];
    struct digest_key *key;
    struct stat st;
    struct fault f;

    (void) state;
    snprintf(path, sizeof path, "%s", testing_folder());
    setenv("HOME", path, 1);
    unsetenv("XDG_CONFIG_HOME");
    assert_true(pseudonym_key("", NULL, &key, &f));
    hex_of(key, PSEUDONYM_PERSONID, "x", one);
    digest_key_free(key);
    strcat(path, "/.config/personalrorlighet");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    strcat(path, "/key");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, 65);
    assert_true(pseudonym_key("", NULL, &key, &f));
    hex_of(key, PSEUDONYM_PERSONID, "x", other);
    digest_key_free(key);
    assert_string_equal(one, other);
}

static void the_folder_of_settings_goes_before_home(void **state)
{
    char folder[512], path[600];
    struct digest_key *key;
    struct fault f;

    (void) state;
    snprintf(folder, sizeof folder, "%s", testing_folder());
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_true(pseudonym_key("", NULL, &key, &f));
    digest_key_free(key);
    snprintf(path, sizeof path, "%s/personalrorlighet/key", folder);
    assert_int_equal(access(path, F_OK), 0);
    unsetenv("XDG_CONFIG_HOME");
}

static void is_refused(const char *path, const char *project, const char *text)
{
    struct digest_key *key;
    struct fault f;

    assert_false(pseudonym_key(path, project, &key, &f));
    if (strstr(f.text, text) == NULL)
        fail_msg("the fault says: %s", f.text);
}

static void a_key_that_is_not_safe_is_refused(void **state)
{
    const char *folder = testing_folder();
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s/key", folder);
    testing_write(path, KEY);
    chmod(path, 0644);
    is_refused(path, NULL, "kan läsas av andra");
    chmod(path, 0600);
    is_refused(path, folder, "projektets mapp");
    testing_write(path, "secret");
    chmod(path, 0600);
    is_refused(path, NULL, "64 hexadecimala");
}

static void no_key_is_made_inside_the_project(void **state)
{
    const char *folder = testing_folder();
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s/new/key", folder);
    is_refused(path, folder, "projektets mapp");
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pseudonym_is_the_hmac_of_kind_and_id),
        cmocka_unit_test(long_ids_are_taken_whole),
        cmocka_unit_test(a_key_in_the_environment_must_be_a_key),
        cmocka_unit_test(the_first_run_makes_a_key_for_its_owner_alone),
        cmocka_unit_test(the_folder_of_settings_goes_before_home),
        cmocka_unit_test(a_key_that_is_not_safe_is_refused),
        cmocka_unit_test(no_key_is_made_inside_the_project),
    };

    unsetenv("PERSONALRORLIGHET_KEY_HEX");
    return TESTS_RUN(tests);
}
