/* What one step hands to the next comes back as it was, and nothing comes of a packet that is damaged. */
#include "tests/support/testing.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/packet.h"

#include <stdlib.h>
#include <string.h>

static const int32_t ITEMS[] = { 7, -7, INT32_MAX };

static char *packed(size_t *length)
{
    char *text = NULL;
    FILE *to = memory_stream_open(&text, length);

    packet_put_number(to, UINT64_MAX);
    packet_put_bytes(to, "a\0b\n", 4);
    packet_put_bytes(to, NULL, 0);
    packet_put_array(to, ITEMS, 3, sizeof ITEMS[0]);
    packet_put_array(to, NULL, 0, sizeof ITEMS[0]);
    packet_put_number(to, 3);
    memory_stream_close(to, &text);
    return text;
}

/* Asks for all of it; counts what came back as it was put. */
static size_t unpacked(struct packet *p)
{
    size_t n, same = packet_number(p) == UINT64_MAX;
    const char *bytes = packet_bytes(p, &n);
    int32_t *items;

    same += n == 4 && memcmp(bytes, "a\0b\n", 4) == 0;
    packet_bytes(p, &n);
    same += n == 0;
    items = packet_array(p, &n, sizeof *items);
    same += n == 3 && memcmp(items, ITEMS, sizeof ITEMS) == 0;
    free(items);
    items = packet_array(p, &n, sizeof *items);
    same += n == 0;
    free(items);
    return same + (packet_number_to(p, 3) == 3);
}

static void what_was_put_comes_back(void **state)
{
    size_t length;
    char *text = packed(&length);
    struct packet p = packet_begin(text, length);

    (void) state;
    assert_int_equal(unpacked(&p), 6);
    assert_true(packet_is_spent(&p));
    free(text);
}

static void a_packet_that_was_cut_is_not_whole(void **state)
{
    size_t length;
    char *text = packed(&length);

    (void) state;
    for (size_t cut = 0; cut < length; cut++) {
        char *some = memory_copy_bytes(text, cut); /* of its own, so that a byte beyond is found out */
        struct packet p = packet_begin(some, cut);

        unpacked(&p);
        assert_false(p.whole);
        assert_false(packet_is_spent(&p));
        assert_int_equal(packet_number(&p), 0);
        free(some);
    }
    free(text);
}

static void what_is_left_is_not_spent(void **state)
{
    size_t length;
    char *text = packed(&length);
    struct packet p = packet_begin(text, length);

    (void) state;
    packet_number(&p);
    assert_true(p.whole);
    assert_false(packet_is_spent(&p));
    free(text);
}

static void a_number_that_is_too_large_is_damage(void **state)
{
    size_t length;
    char *text = packed(&length);
    struct packet p = packet_begin(text, length);

    (void) state;
    assert_int_equal(packet_number_to(&p, UINT64_MAX - 1), 0);
    assert_false(p.whole);
    free(text);
}

static void an_array_of_another_size_is_damage(void **state)
{
    size_t length, n;
    char *text = packed(&length);
    struct packet p = packet_begin(text, length);
    char(*items)[3];

    (void) state;
    packet_number(&p);
    items = packet_array(&p, &n, sizeof *items); /* of four bytes */
    assert_int_equal(n, 0);
    assert_false(p.whole);
    free(items);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_comes_back),
        cmocka_unit_test(a_packet_that_was_cut_is_not_whole),
        cmocka_unit_test(what_is_left_is_not_spent),
        cmocka_unit_test(a_number_that_is_too_large_is_damage),
        cmocka_unit_test(an_array_of_another_size_is_damage),
    };

    return TESTS_RUN(tests);
}
