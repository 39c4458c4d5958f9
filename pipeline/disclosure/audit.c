#include "pipeline/disclosure/audit.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/disclosure/audit_block.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct member {
    uint32_t relation;
    size_t number;
    double factor;
};

struct audit {
    double count_threshold, group_threshold, survey_threshold;
    struct dictionary *ids, *relations, *families;
    struct audit_number *numbers;
    size_t n, capacity;
    struct member *members;
    size_t n_members, members_capacity;
    uint32_t *family_of; /* by relation */
    size_t family_capacity;
    bool *dropped; /* by family */
    bool *derived; /* by number */
    size_t derived_capacity;
    double *slack; /* by relation */
    size_t slack_capacity;
    const char *edition;      /* "": this report */
    struct dictionary *apart; /* of the edition that is being read */
    struct audit_finding *findings;
};

enum { ID_LENGTH = 1024 };

static const double HOLDS = 1e-6; /* of the largest term: what rounding of a sum of reals may leave */

struct audit *audit_new(double count_threshold, double group_threshold)
{
    struct audit *a = memory_zeroed(1, sizeof *a);

    *a = (struct audit){ .count_threshold = count_threshold,
                         .group_threshold = group_threshold,
                         .ids = dictionary_new(),
                         .relations = dictionary_new(),
                         .families = dictionary_new(),
                         .edition = "" };
    return a;
}

void audit_free(struct audit *a)
{
    if (a == NULL)
        return;
    for (size_t i = 0; i < a->n; i++) {
        free((char *) (uintptr_t) a->numbers[i].table);
        free((char *) (uintptr_t) a->numbers[i].key);
        free((char *) (uintptr_t) a->numbers[i].column);
    }
    dictionary_free(a->ids);
    dictionary_free(a->relations);
    dictionary_free(a->families);
    free(a->numbers);
    free(a->members);
    free(a->family_of);
    free(a->dropped);
    free(a->derived);
    free(a->findings);
    free(a->slack);
    dictionary_free(a->apart);
    free(a);
}

void audit_set_survey_threshold(struct audit *a, double threshold)
{
    a->survey_threshold = threshold;
}

static size_t id_of(char id[ID_LENGTH], const char *edition, const char *table, const char *key, const char *column)
{
    int n = snprintf(id, ID_LENGTH, "%s\n%s\n%s\n%s", edition, table, key, column);

    return n < ID_LENGTH ? (size_t) n : ID_LENGTH - 1;
}

/* ---- reports ---- */

void audit_edition_begin(struct audit *a, const char *edition)
{
    a->edition = edition;
    a->apart = dictionary_new();
}

void audit_edition_apart(struct audit *a, const char *table, const char *key)
{
    char id[ID_LENGTH];

    dictionary_intern(a->apart, id, id_of(id, "", table, key, ""));
}

void audit_edition_end(struct audit *a)
{
    a->edition = "";
    dictionary_free(a->apart);
    a->apart = NULL;
}

static bool is_apart(const struct audit *a, const char *table, const char *key)
{
    char id[ID_LENGTH];

    return dictionary_find(a->apart, id, id_of(id, "", table, key, "")) != UINT32_MAX;
}

size_t audit_edition_find(const struct audit *a, const char *edition, const char *table, const char *key,
                          const char *column)
{
    char id[ID_LENGTH];
    uint32_t number = dictionary_find(a->ids, id, id_of(id, edition, table, key, column));

    return number == UINT32_MAX ? SIZE_MAX : number;
}

void audit_told(struct audit *a, size_t number)
{
    a->numbers[number].told = true;
}

/* ---- numbers ---- */

size_t audit_find(const struct audit *a, const char *table, const char *key, const char *column)
{
    size_t own = audit_edition_find(a, a->edition, table, key, column);

    if (own != SIZE_MAX || *a->edition == '\0' || is_apart(a, table, key))
        return own;
    return audit_edition_find(a, "", table, key, column);
}

static size_t add_again(struct audit *a, size_t same, const struct audit_number *number)
{
    if (isnan(a->numbers[same].value) && isfinite(number->value)) {
        a->numbers[same].value = number->value;
        audit_told(a, same);
    }
    return same;
}

/* What findings call the table: that of an earlier report by where it lies. */
static char *table_of(const struct audit *a, const char *table)
{
    char text[ID_LENGTH];

    if (*a->edition == '\0')
        return memory_copy_text(table);
    snprintf(text, sizeof text, "published/%s/%s", a->edition, table);
    return memory_copy_text(text);
}

size_t audit_add(struct audit *a, const struct audit_number *number)
{
    char id[ID_LENGTH];
    size_t i = audit_find(a, number->table, number->key, number->column);

    if (i != SIZE_MAX)
        return *a->edition == '\0' ? i : add_again(a, i, number);
    i = dictionary_intern(a->ids, id, id_of(id, a->edition, number->table, number->key, number->column));
    a->numbers = memory_grow(a->numbers, &a->capacity, i + 1, sizeof *a->numbers);
    a->derived = memory_grow(a->derived, &a->derived_capacity, i + 1, sizeof *a->derived);
    a->numbers[i] = *number;
    a->numbers[i].table = table_of(a, number->table);
    a->numbers[i].key = memory_copy_text(number->key);
    a->numbers[i].column = memory_copy_text(number->column);
    a->derived[i] = false;
    a->n = i + 1;
    return i;
}

const struct audit_number *audit_at(const struct audit *a, size_t number)
{
    return &a->numbers[number];
}

static size_t join_text(const struct audit *a, char id[ID_LENGTH], const char *family, const char *name)
{
    return id_of(id, a->edition, family, name, "");
}

static uint32_t family_of(struct audit *a, const char *family)
{
    char text[ID_LENGTH];
    const char *between = *a->edition == '\0' ? "" : ": ";
    int n = snprintf(text, sizeof text, "%s%s%s", a->edition, between, family);

    return dictionary_intern(a->families, text, n < ID_LENGTH ? (size_t) n : ID_LENGTH - 1);
}

static uint32_t relation_of(struct audit *a, const char *family, const char *name)
{
    char id[ID_LENGTH];
    uint32_t relation = dictionary_intern(a->relations, id, join_text(a, id, family, name));

    a->family_of = memory_grow(a->family_of, &a->family_capacity, relation + 1, sizeof *a->family_of);
    a->family_of[relation] = family_of(a, family);
    if (relation >= a->slack_capacity) {
        size_t before = a->slack_capacity;

        a->slack = memory_grow(a->slack, &a->slack_capacity, relation + 1, sizeof *a->slack);
        memset(&a->slack[before], 0, (a->slack_capacity - before) * sizeof *a->slack);
    }
    return relation;
}

void audit_join(struct audit *a, const char *family, const char *name, size_t number, double factor)
{
    uint32_t relation = relation_of(a, family, name);

    a->members = memory_grow(a->members, &a->members_capacity, a->n_members + 1, sizeof *a->members);
    a->members[a->n_members++] = (struct member){ relation, number, factor };
}

bool audit_has(const struct audit *a, const char *family, const char *name)
{
    char id[ID_LENGTH];

    return dictionary_find(a->relations, id, join_text(a, id, family, name)) != UINT32_MAX;
}

void audit_allow(struct audit *a, const char *family, const char *name, double slack)
{
    uint32_t relation = relation_of(a, family, name); /* may move what it is put into */

    a->slack[relation] = slack;
}

void audit_loosen(struct audit *a, const char *family, const char *name, double slack)
{
    uint32_t relation = relation_of(a, family, name);

    a->slack[relation] += slack;
}

void audit_derived(struct audit *a, size_t number)
{
    if (number != SIZE_MAX && isnan(a->numbers[number].value))
        a->derived[number] = true;
}

static int by_relation(const void *a, const void *b)
{
    const struct member *x = a, *y = b;

    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* ---- relations ---- */

struct relation {
    const struct member *members;
    size_t n, n_withheld;
    bool has_two_sides;
    bool unknown_plus, unknown_minus; /* a part that nobody tells, 0 or more, has this sign */
    bool plus_withheld, minus_withheld;
    double rest, size; /* the sum of what is shown, and its largest term */
    double slack;
};

static struct relation weigh_up(const struct audit *a, const struct member *members, size_t n)
{
    struct relation r = { .members = members, .n = n, .slack = a->slack[members->relation] };
    bool plus = false, minus = false;

    for (size_t i = 0; i < n; i++) {
        double factor = members[i].factor, value;

        if (members[i].number == SIZE_MAX) {
            r.unknown_plus = r.unknown_plus || factor > 0;
            r.unknown_minus = r.unknown_minus || factor < 0;
            continue;
        }
        plus = plus || factor > 0;
        minus = minus || factor < 0;
        value = a->numbers[members[i].number].value;
        if (isnan(value)) {
            r.n_withheld++;
            r.plus_withheld = r.plus_withheld || factor > 0;
            r.minus_withheld = r.minus_withheld || factor < 0;
            continue;
        }
        r.rest += factor * value;
        r.size = fmax(r.size, fabs(factor * value));
    }
    r.has_two_sides = (plus || r.unknown_plus) && (minus || r.unknown_minus);
    return r;
}

static bool is_whole(const struct relation *r)
{
    return r->has_two_sides && !r->unknown_plus && !r->unknown_minus;
}

/* What is shown leaves room for what nobody tells: it may be that parts are more than their whole. */
static bool has_room(const struct relation *r)
{
    double none = HOLDS * fmax(1, r->size) + r->slack;

    if (r->unknown_plus == r->unknown_minus)
        return true;
    return r->unknown_minus ? r->plus_withheld || r->rest >= -none : r->minus_withheld || r->rest <= none;
}

static size_t end_of(const struct audit *a, size_t first)
{
    size_t end = first;

    while (end < a->n_members && a->members[end].relation == a->members[first].relation)
        end++;
    return end;
}

static void drop_families(struct audit *a)
{
    a->dropped = memory_zeroed(dictionary_size(a->families), sizeof *a->dropped);
    for (size_t first = 0, end; first < a->n_members; first = end) {
        struct relation r;

        end = end_of(a, first);
        r = weigh_up(a, &a->members[first], end - first);
        if (is_whole(&r) && r.n_withheld == 0 && fabs(r.rest) > HOLDS * fmax(1, r.size) + r.slack)
            a->dropped[a->family_of[a->members[first].relation]] = true;
    }
}

const char *audit_dropped(const struct audit *a, size_t i)
{
    for (size_t f = 0; f < dictionary_size(a->families); f++)
        if (a->dropped[f] && i-- == 0)
            return dictionary_text(a->families, (uint32_t) f);
    return NULL;
}

/* ---- blocks: withheld numbers that hang together ---- */

static size_t root(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static bool is_withheld(const struct audit *a, const struct member *m)
{
    return m->number != SIZE_MAX && isnan(a->numbers[m->number].value);
}

static bool is_used(const struct audit *a, const struct relation *r)
{
    return r->has_two_sides && r->n_withheld > 0 && has_room(r) && !a->dropped[a->family_of[r->members->relation]];
}

static size_t *hang_together(const struct audit *a)
{
    size_t *parent = memory_zeroed(a->n, sizeof *parent);

    for (size_t i = 0; i < a->n; i++)
        parent[i] = i;
    for (size_t first = 0, end; first < a->n_members; first = end) {
        struct relation r;
        size_t before = SIZE_MAX;

        end = end_of(a, first);
        r = weigh_up(a, &a->members[first], end - first);
        for (size_t i = 0; is_used(a, &r) && i < r.n; i++) {
            if (!is_withheld(a, &r.members[i]))
                continue;
            if (before != SIZE_MAX)
                parent[root(parent, r.members[i].number)] = root(parent, before);
            before = r.members[i].number;
        }
    }
    return parent;
}

static void describe(const struct audit *a, size_t number, struct audit_unknown *out)
{
    const struct audit_number *x = &a->numbers[number];
    bool group = x->kind == AUDIT_GROUP || x->kind == AUDIT_UNSEEN_GROUP;
    bool unseen = x->kind == AUDIT_UNSEEN || x->kind == AUDIT_UNSEEN_GROUP;
    double size = x->described ? fmax(a->group_threshold, a->survey_threshold) : a->group_threshold;

    *out = (struct audit_unknown){ .number = number,
                                   .threshold = group ? size : a->count_threshold,
                                   .is_count = !group,
                                   .is_cell = !unseen,
                                   .small_group = x->small_group,
                                   .mixed = x->mixed || unseen };
}

/* Relations in the order of their blocks would need another sort; blocks keep their own rows, found in one pass. */
static struct audit_block **make_blocks(const struct audit *a, size_t *parent, size_t *place)
{
    struct audit_block **blocks = memory_zeroed(a->n, sizeof(struct audit_block *));

    for (size_t i = 0; i < a->n; i++) {
        struct audit_unknown unknown;
        size_t at = root(parent, i);

        if (!isnan(a->numbers[i].value))
            continue;
        if (blocks[at] == NULL)
            blocks[at] = audit_block_new(a->count_threshold);
        describe(a, i, &unknown);
        place[i] = audit_block_add(blocks[at], &unknown);
    }
    for (size_t first = 0, end; first < a->n_members; first = end) {
        struct relation r;

        end = end_of(a, first);
        r = weigh_up(a, &a->members[first], end - first);
        if (!is_used(a, &r))
            continue;
        for (size_t i = 0; i < r.n; i++)
            if (is_withheld(a, &r.members[i]))
                audit_block_put(blocks[root(parent, r.members[i].number)], place[r.members[i].number],
                                r.members[i].factor);
        for (size_t i = 0; i < r.n; i++)
            if (is_withheld(a, &r.members[i])) {
                audit_block_end(blocks[root(parent, r.members[i].number)],
                                r.unknown_plus ? -INFINITY : -r.rest - r.slack,
                                r.unknown_minus ? INFINITY : -r.rest + r.slack);
                break;
            }
    }
    return blocks;
}

const struct audit_finding *audit_solve(struct audit *a, size_t *n)
{
    size_t *place = memory_zeroed(a->n, sizeof *place), *parent;
    struct audit_block **blocks;

    if (a->n_members > 1)
        qsort(a->members, a->n_members, sizeof *a->members, by_relation);
    drop_families(a);
    parent = hang_together(a);
    blocks = make_blocks(a, parent, place);
    a->findings = memory_zeroed(a->n, sizeof *a->findings);
    *n = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (blocks[i] == NULL)
            continue;
        *n += audit_block_solve(blocks[i], &a->findings[*n]);
        audit_block_free(blocks[i]);
    }
    for (size_t i = 0; i < *n; i++)
        if (a->numbers[a->findings[i].number].told)
            a->findings[i].verdict = AUDIT_SAFE;
        else if (a->derived[a->findings[i].number])
            a->findings[i].verdict = AUDIT_DERIVED;
    free(blocks);
    free(parent);
    free(place);
    return a->findings;
}

const char *audit_word(enum audit_verdict verdict)
{
    static const char *const words[] = { "", "narrow", "own", "rule", "derived" };

    return words[verdict];
}
