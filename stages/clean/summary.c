/* summary.c - what make check-delivery says of a delivery, for the one who is to send it or use it. */
#include "stages/clean/clean.h"

#include "pipeline/base/calendar.h"
#include "pipeline/publish/swedish.h"

#include <stdlib.h>

static const char *kind_in_words(enum intake_kind kind)
{
    static const char *const words[] = { "anställningar", "ögonblicksbilder", "antalsuppgifter" };

    return words[kind];
}

static const char *basis_in_words(enum intake_basis basis)
{
    static const char *const words[] = { "", "enligt kolumn", "enligt report.ini", "antaget" };

    return words[basis];
}

static struct swedish whole(uint64_t n)
{
    return swedish_number((double) n, 0);
}

static void print_file(const struct intake *a, FILE *to)
{
    char first[CALENDAR_ISO_LENGTH + 1], last[CALENDAR_ISO_LENGTH + 1];

    fprintf(to, "  %s\n    %s, %s poster: %s används, %s sammanslagna, %s kunde inte användas", a->name,
            kind_in_words(a->kind), whole(a->records_in).text, whole(a->kept).text, whole(a->merged).text,
            whole(a->rejected).text);
    if (a->blank > 0)
        fprintf(to, ", %s tomma rader", whole(a->blank).text);
    if (a->corrected > 0)
        fprintf(to, ", %s rättade", whole(a->corrected).text);
    fputc('\n', to);
    if (a->last_extraction == INT32_MIN)
        return;
    calendar_format_iso(a->first_extraction, first);
    calendar_format_iso(a->last_extraction, last);
    if (a->first_extraction == a->last_extraction)
        fprintf(to, "    uttagsdatum %s, %s\n", last, basis_in_words(a->basis));
    else
        fprintf(to, "    uttagsdatum %s till %s, %s\n", first, last, basis_in_words(a->basis));
}

static void print_rejects(const struct clean *c, FILE *to)
{
    size_t n;
    struct clean_group *groups = clean_groups(&c->findings, &n);

    fprintf(to, "\n%s av %s poster kan inte användas; gränsen är %s.\n", whole(c->rejected).text,
            whole(c->records_in).text, whole(c->budget).text);
    for (size_t i = 0; i < n; i++) {
        const char *column = dictionary_text(c->findings.columns, groups[i].column);

        fprintf(to, "  %s, rad %s%s%s\n    %s (%s). %s\n", c->accounts[groups[i].file - 1].name, groups[i].lines,
                column[0] != '\0' ? ", " : "", column, reason_wrong(groups[i].reason), whole(groups[i].records).text,
                reason_advice(groups[i].reason));
    }
    free(groups);
}

static bool is_of_one_line(enum note note)
{
    return note == NOTE_MERGED_DUPLICATE || note == NOTE_MERGED_OVERLAP || note == NOTE_CORRECTED ||
           note == NOTE_OTHER_POST || note == NOTE_OTHER_DISTRICT || note == NOTE_SAME_DAY_MOVE;
}

/* One line a file, column and kind; what was merged line by line is in the account above. */
static void print_notes(const struct clean *c, FILE *to)
{
    bool any = false;

    for (size_t i = 0; i < c->findings.n_remarks; i++) {
        const struct remark *r = &c->findings.remarks[i];
        const char *column = dictionary_text(c->findings.columns, r->column);

        if (is_of_one_line(r->note))
            continue;
        if (!any)
            fputs("\nAtt känna till:\n", to);
        any = true;
        fprintf(to, "  %s", c->accounts[r->file - 1].name);
        if (r->line > 0)
            fprintf(to, ", rad %u", r->line);
        if (column[0] != '\0')
            fprintf(to, ", %s", column);
        fprintf(to, ": %s", note_what(r->note));
        if (r->records > 0)
            fprintf(to, " (%s)", whole(r->records).text);
        fprintf(to, ". %s\n", note_advice(r->note));
    }
}

static void print_control(const struct clean *c, FILE *to)
{
    char day[CALENDAR_ISO_LENGTH + 1];
    size_t n = 0;

    if (c->control.n == 0) {
        fputs("\nIngen avstämning mot HR: leveransen har inga kontrollsummor (control_totals.csv).\n", to);
        return;
    }
    for (size_t i = 0; i < c->control.n; i++)
        n += c->control.totals[i].found != c->control.totals[i].expected;
    fprintf(to, "\nAvstämning mot HR: %s rader, %s skiljer sig.\n", whole(c->control.n).text, whole(n).text);
    for (size_t i = 0; i < c->control.n; i++) {
        const struct control_total *t = &c->control.totals[i];

        if (t->found == t->expected)
            continue;
        calendar_format_iso(t->day, day);
        fprintf(to, "  %s %s %s: HR %lld, uttaget %lld%s%s\n", day,
                t->district[0] != '\0' ? t->district : "hela staden", t->occupation, (long long) t->expected,
                (long long) t->found, t->explanation[0] != '\0' ? ": " : "", t->explanation);
    }
}

void clean_print_summary(const struct clean *c, FILE *to)
{
    fprintf(to, "Leveransen %s\n\n", c->root);
    for (size_t i = 0; i < c->n_files; i++)
        print_file(&c->accounts[i], to);
    print_rejects(c, to);
    print_notes(c, to);
    print_control(c, to);
}
