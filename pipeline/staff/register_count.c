#include "pipeline/staff/register_pass.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"

#include <stdlib.h>
#include <string.h>

static void count_person(void *context, const struct post_record *records, size_t n, const struct stay_person *about)
{
    population_add(context, records, n, about);
}

/* Everybody is counted by several at once, each with a part of the persons, names and tables of its own; then the
 * tables are added up. */
struct part {
    struct register_pass pass;
    struct register_visitor visitor;
    struct register_names names;
    struct register_facts facts;
    struct population population;
    struct fault fault;
    bool ok;
};

static void count_part(void *context, size_t i)
{
    struct part *p = (struct part *) context + i;

    p->ok = register_pass_all(&p->pass, &p->fault);
}

static void set_names(struct population *p, const struct register_names *names)
{
    p->names = (struct post_names){ names->districts, names->written.occupations, names->written.operations,
                                    names->written.districts };
    p->rules.units = names->written.districts;
}

static void begin_part(struct part *p, const struct register_pass *whole, const struct population *population)
{
    p->facts = *whole->facts;
    p->facts.first_start = p->facts.first_end = INT32_MAX;
    population_begin(&p->population, population->windows);
    p->population.rules = population->rules;
    p->population.break_days = population->break_days;
    set_names(&p->population, &p->names);
    p->visitor = (struct register_visitor){ count_person, &p->population };
    p->pass = *whole;
    p->pass.stream = NULL;
    p->pass.names = &p->names;
    p->pass.facts = &p->facts;
    p->pass.visitor = &p->visitor;
}

static void add_names(struct dictionary *into, const struct dictionary *from)
{
    for (uint32_t i = 0; i < dictionary_size(from); i++)
        dictionary_intern(into, dictionary_text(from, i), strlen(dictionary_text(from, i)));
}

static void join_part(struct register_pass *whole, struct population *population, struct part *p)
{
    add_names(whole->names->written.districts, p->names.written.districts);
    add_names(whole->names->written.occupations, p->names.written.occupations);
    add_names(whole->names->written.operations, p->names.written.operations);
    add_names(whole->names->districts, p->names.districts);
    population_join(population, &p->population);
    whole->anybody = whole->anybody || p->pass.anybody;
    if (p->facts.first_start < whole->facts->first_start)
        whole->facts->first_start = p->facts.first_start;
    if (p->facts.first_end < whole->facts->first_end)
        whole->facts->first_end = p->facts.first_end;
}

static void end_part(struct part *p)
{
    register_pass_end(&p->pass);
    population_free(&p->population);
    register_names_free(&p->names);
    *p = (struct part){ .ok = false };
}

/* The first fault of the file is told, and persons stand in order from part to part too. */
static bool join_parts(struct register_pass *whole, struct population *population, struct part *parts, size_t n,
                       struct fault *f)
{
    for (size_t i = 0; i < n; i++) {
        if (!parts[i].ok) {
            *f = parts[i].fault;
            return false;
        }
        if (i > 0 && memcmp(parts[i - 1].pass.person, parts[i].pass.first.person, sizeof whole->person) >= 0)
            return register_pass_disorder(whole, &parts[i].pass.first, f);
        join_part(whole, population, &parts[i]);
        if (i > 0)
            end_part(&parts[i - 1]); /* as soon as may be: its tables are large */
    }
    return true;
}

/* Each part has names and tables of its own, which only a large one is worth. */
static size_t threads_worth_while(const struct spell_stream *stream)
{
    enum { LEAST = 8 << 20 };
    size_t parts = spell_stream_bytes(stream) / LEAST, processors = threads_of_machine();

    return parts < 1 ? 1 : parts < processors ? parts : processors;
}

static bool count_parts(struct register_pass *whole, size_t n_threads, struct population *population, struct fault *f)
{
    struct part *parts = memory_zeroed(n_threads, sizeof *parts);
    struct spells **names = memory_zeroed(n_threads, sizeof *names);
    struct spell_stream **streams = memory_zeroed(n_threads, sizeof *streams);
    size_t n;
    bool ok;

    for (size_t i = 0; i < n_threads; i++) {
        register_names_begin(&parts[i].names);
        begin_part(&parts[i], whole, population);
        names[i] = &parts[i].names.written;
    }
    n = spell_stream_split(whole->stream, n_threads, names, streams);
    for (size_t i = 0; i < n; i++)
        parts[i].pass.stream = streams[i];
    threads_run(n, count_part, parts);
    ok = join_parts(whole, population, parts, n, f);
    for (size_t i = 0; i < n_threads; i++)
        end_part(&parts[i]);
    free(parts);
    free(names);
    free(streams);
    return ok;
}

bool register_count(const char *path, const struct register_dates *dates, const struct register_rules *rules,
                    size_t n_threads, struct register_names *names, struct register_facts *facts,
                    struct population *population, struct fault *f)
{
    struct register_visitor visitor = { count_person, population };
    struct register_pass p = { .path = path,
                               .dates = dates,
                               .rules = rules,
                               .facts = facts,
                               .names = names,
                               .visitor = &visitor,
                               .gap_days = population->rules.gap_days };
    bool ok;

    population->rules.organisation = rules->organisation;
    set_names(population, names);
    ok = register_pass_begin(&p, f);
    if (ok && n_threads == 0)
        n_threads = threads_worth_while(p.stream);
    population->n_threads = n_threads;
    ok = ok && (n_threads > 1 ? count_parts(&p, n_threads, population, f) : register_pass_all(&p, f)) &&
         register_pass_finish(&p, f);
    register_pass_end(&p);
    return ok;
}
