/* population_shard_sum.c - the tables of population_shard.c read back, and added up. */
#include "pipeline/staff/population_shard.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/staff/shard_table.h"

#include <stdlib.h>

/* One shard, whose cell i is cell[i] of the sum. */
struct shard_reader {
    struct population *population;
    struct register_names *names;
    uint32_t *cell;
    size_t n_cells, capacity;
    struct stream *from;
};

/* A number below `end`. */
static bool take_number(const struct shard_reader *r, size_t column, size_t end, size_t *out)
{
    int64_t value = stream_integer(r->from, column);

    *out = (size_t) value;
    return value >= 0 && (uint64_t) value < end;
}

static bool take_transfers(const struct shard_reader *r, size_t column, struct transfers *out)
{
    return shard_table_counts(r->from, column, N_TRANSFERS, out->in) &&
           shard_table_counts(r->from, column + N_TRANSFERS, N_TRANSFERS, out->out);
}

static uint16_t take_name(const struct shard_reader *r, size_t column, struct dictionary *names)
{
    struct field name = stream_text(r->from, column);

    return (uint16_t) dictionary_intern(names, name.bytes, name.length);
}

static bool take_cell(void *context)
{
    struct shard_reader *r = context;
    enum { CELL, DISTRICT, OCCUPATION, OPERATION, GENDER, AGE, TENURE };
    struct field word = stream_text(r->from, GENDER);
    struct cell_key key = { { 0 } };
    enum staff_gender gender;
    size_t age, tenure;

    if (stream_integer(r->from, CELL) != (int64_t) r->n_cells || !take_number(r, AGE, BAND_MAX_LIMITS + 2, &age) ||
        !take_number(r, TENURE, BAND_MAX_LIMITS + 2, &tenure) ||
        !codebook_gender_from_word(word.bytes, word.length, &gender))
        return false;
    key.attribute[ATTRIBUTE_DISTRICT] = take_name(r, DISTRICT, r->names->districts);
    key.attribute[ATTRIBUTE_OCCUPATION] = take_name(r, OCCUPATION, r->names->written.occupations);
    key.attribute[ATTRIBUTE_OPERATION] = take_name(r, OPERATION, r->names->written.operations);
    key.attribute[ATTRIBUTE_GENDER] = (uint16_t) gender;
    key.attribute[ATTRIBUTE_AGE] = (uint16_t) age;
    key.attribute[ATTRIBUTE_TENURE] = (uint16_t) tenure;
    r->cell = memory_grow(r->cell, &r->capacity, r->n_cells + 1, sizeof *r->cell);
    r->cell[r->n_cells++] = cells_number(r->population->cells, &key);
    return true;
}

static bool take_tally(void *context)
{
    struct shard_reader *r = context;
    enum {
        CELL,
        WINDOW,
        STOCK,
        FIRST_DAY,
        HIRES,
        EXITS,
        GOES = EXITS + TALLY_CAUSES,
        CAME,
        DAYS,
        GRADE_DAYS,
        UNGRADED
    };
    enum { MOVES = UNGRADED + 1 };
    struct balance *b = r->population->balance;
    size_t n = r->population->windows->n, cell, window;
    struct tally t = { .days2 = stream_integer(r->from, DAYS),
                       .grade_days2 = stream_integer(r->from, GRADE_DAYS),
                       .stock = (int32_t) stream_integer(r->from, STOCK),
                       .first_day = (int32_t) stream_integer(r->from, FIRST_DAY) };
    struct transfers moves;

    if (!take_number(r, CELL, r->n_cells, &cell) || !take_number(r, WINDOW, n + 1, &window) ||
        !shard_table_counts(r->from, HIRES, 1, &t.hires) ||
        !shard_table_counts(r->from, EXITS, TALLY_CAUSES, t.exits) || !shard_table_counts(r->from, GOES, 1, &t.goes) ||
        !shard_table_counts(r->from, CAME, 1, &t.came) || !take_transfers(r, MOVES, &moves) ||
        (window == n && transfers_any(&moves)))
        return false;
    balance_sum_tally(b, r->cell[cell], window, &t, stream_integer(r->from, UNGRADED));
    if (transfers_any(&moves))
        balance_sum_transfers(b, GROUPING_CELL, r->cell[cell], window, &moves);
    return true;
}

/* The columns with which rows of groups begin. */
enum { G_GROUPING, G_CELL, G_SLOT, G_FIRST };

static bool take_group(const struct shard_reader *r, size_t n_slots, enum grouping_id *id, uint32_t *cell, size_t *slot)
{
    struct field word = stream_text(r->from, G_GROUPING);
    size_t number, i = 0;

    while (i < N_GROUPINGS && !field_is(word, grouping_of((enum grouping_id) i)->name))
        i++;
    if (i == N_GROUPINGS || !take_number(r, G_CELL, r->n_cells, &number) || !take_number(r, G_SLOT, n_slots, slot))
        return false;
    *id = (enum grouping_id) i;
    *cell = r->cell[number];
    return true;
}

static bool take_group_transfers(void *context)
{
    struct shard_reader *r = context;
    struct transfers t;
    enum grouping_id id;
    uint32_t cell;
    size_t window;

    if (!take_group(r, r->population->windows->n, &id, &cell, &window) || !take_transfers(r, G_FIRST, &t))
        return false;
    balance_sum_transfers(r->population->balance, id, cell, window, &t);
    return true;
}

static bool take_persons(void *context)
{
    struct shard_reader *r = context;
    enum { N_BEFORE_CAUSES = 6 };
    const struct windows *w = r->population->windows;
    uint32_t n[N_BEFORE_CAUSES];
    struct follow_tally t;
    enum grouping_id id;
    uint32_t cell;
    size_t slot;

    if (!take_group(r, w->n_periods + w->n_pools, &id, &cell, &slot) ||
        !shard_table_counts(r->from, G_FIRST, N_BEFORE_CAUSES, n) ||
        !shard_table_counts(r->from, G_FIRST + N_BEFORE_CAUSES, TALLY_CAUSES, t.preliminary))
        return false;
    t.again = n[0];
    t.within = n[1];
    t.returned = n[2];
    t.reference = n[3];
    t.gone = n[4];
    t.gone_preliminary = n[5];
    follow_sum_tally(r->population->follow, id, cell, slot, &t);
    return true;
}

static bool take_hires(void *context)
{
    struct shard_reader *r = context;
    enum { MOST_DAYS = 1 << 17 }; /* more than any two days of the calendar are apart */
    uint32_t n[2];
    enum grouping_id id;
    uint32_t cell;
    size_t period, days;

    if (!take_group(r, r->population->windows->n_periods, &id, &cell, &period) || !grouping_of(id)->all_definitions ||
        !take_number(r, G_FIRST, MOST_DAYS, &days) || !shard_table_counts(r->from, G_FIRST + 1, 2, n))
        return false;
    follow_sum_hires(r->population->follow, id, cell, period, (uint32_t) days, n[0], n[1]);
    return true;
}

static bool read_numbers(struct shard_reader *r, const struct shard *s, size_t number, struct fault *f)
{
    return shard_table_read(s, number, "shard_tallies", &r->from, take_tally, r, f) &&
           shard_table_read(s, number, "shard_transfers", &r->from, take_group_transfers, r, f) &&
           shard_table_read(s, number, "shard_persons", &r->from, take_persons, r, f) &&
           shard_table_read(s, number, "shard_hires", &r->from, take_hires, r, f);
}

bool population_shard_sum(struct population *p, const struct shard *s, struct register_names *names, struct fault *f)
{
    struct shard_reader *readers = memory_zeroed(s->n, sizeof *readers);
    bool ok = true;

    p->names = (struct post_names){ names->districts, names->written.occupations, names->written.operations,
                                    names->written.districts };
    for (size_t i = 0; i < s->n && ok; i++) {
        readers[i].population = p;
        readers[i].names = names;
        ok = shard_table_read(s, i + 1, "shard_cells", &readers[i].from, take_cell, &readers[i], f);
    }
    if (ok)
        balance_sum_begin(p->balance);
    for (size_t i = 0; i < s->n && ok; i++)
        ok = read_numbers(&readers[i], s, i + 1, f);
    for (size_t i = 0; i < s->n; i++)
        free(readers[i].cell);
    free(readers);
    return ok && balance_sum_end(p->balance, f);
}
