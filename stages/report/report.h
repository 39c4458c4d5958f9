/* report.h - what the chapters of the report share: the public tables, the sentences, the figures, and a way to write
 * Markdown.
 *
 * The stage writes pandoc's Markdown. Every text from a table, a setting or a small file goes through markup_write, so
 * that it stays text. A table is numbered, has a caption, and stands in a division with an id of its own, to which its
 * figure links. */
#ifndef STAGE_REPORT_H
#define STAGE_REPORT_H

#include "pipeline/publish/edition.h"
#include "pipeline/publish/followup.h"
#include "pipeline/publish/timeline.h"
#include "pipeline/staff/organisation.h"

#include <stdio.h>

struct report {
    FILE *to;
    struct edition edition;
    struct followup followup; /* beside turnover; its tables are NULL where there is nothing */
    struct table *claims, *figures;
    struct table *revisions, *late, *bridge; /* NULL where there is none */
    struct timeline events, comparability;
    struct organisation *organisation;
    struct settings *report, *protect, *trend, *turnover;
    const char *part; /* what is written: report, brief, or a district's name */
    const char *text; /* folder of what people write; NULL or "": none */
    bool draft;
    size_t n_sections, n_tables, n_figures;
    bool in_row; /* of the table being written */
};

/* ---- Markdown ---- */

/* A heading of level 1 to 3 with an id, which is ours: letters and hyphens. Level 1 is numbered. */
void heading(struct report *r, int level, const char *id, const char *text);
/* The same where the words are not ours to exchange (publish/wording). */
void heading_as_it_is(struct report *r, int level, const char *id, const char *text);
/* A paragraph of plain text; formatted, then escaped. */
void paragraph(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Where numbers come from: on paper it does not begin a page. */
void source_line(struct report *r, const char *text);
/* An item of a list; the list ends with end_list. */
void item(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void end_list(struct report *r);

/* A table: begin, cells row by row, end. The first column names the row. `columns` are the headings; `alignment` has a
 * letter for each: l or r. Cells of text are escaped; NULL and "" are an empty cell. */
void table_begin(struct report *r, const char *id, const char *caption, const char *const *columns, size_t n_columns,
                 const char *alignment);
/* Headings that depend on the numbers: added one by one, then begun with, which frees them. */
enum { HEADS_MOST = 16 };
struct heads {
    char *columns[HEADS_MOST];
    char alignment[HEADS_MOST + 1];
    size_t n;
};
void heads_add(struct heads *h, char alignment, char *column); /* takes over `column` */
void heads_begin(struct report *r, const char *id, const char *caption, struct heads *h);

void cell(struct report *r, const char *text);
void row_end(struct report *r);
void table_end(struct report *r);

/* Cells of numbers, with the marks of the table: withheld, not applicable, zero, and p where preliminary. `status` may
 * be NULL. */
void cell_count(struct report *r, double value, const char *status);
/* A rate; `exits` decides its decimals (NaN: one). */
void cell_rate(struct report *r, double value, double exits, const char *status);
void cell_interval(struct report *r, double low, double high, double exits, const char *status);

/* Numbers that are no counts of persons: always a number, or the mark of not applicable. */
void cell_decimals(struct report *r, double value, int decimals);
void cell_p(struct report *r, double p); /* four decimals, or < 0,0001 */
void cell_limits(struct report *r, double low, double high, int decimals);

/* The figure of that name, if it was drawn, with a link to the table of its numbers (NULL: none). False where it was
 * not. */
bool figure(struct report *r, const char *name, const char *caption, const char *table_id);

/* A chapter with what people have written: the file of the delivery's text folder with one of these stems (ended by
 * NULL), its headings moved one level down. Nothing where there is no such file; false where it can not be read. */
bool inserted_text(struct report *r, const char *id, const char *title, const char *const *stems, struct fault *f);

/* ---- chapters, in the order of the report ---- */

void front_matter(struct report *r);
void summary(struct report *r);
void city(struct report *r);
void districts(struct report *r);
void occupations(struct report *r);
void comparisons(struct report *r);
void balance(struct report *r);
void stays(struct report *r);
void stays_annex(struct report *r); /* the tests behind it, for the method annex */
void breaks(struct report *r);
/* ---- the frame of the committee's document ---- */

/* Begins annex 1 (results), 2 (district by district) or 3 (material and method), on a page of its own. */
void annex(struct report *r, int number);
void in_short(struct report *r);
void questions(struct report *r);
void statements(struct report *r);
bool gender_analysis(struct report *r, struct fault *f);
void attachments(struct report *r);
void district_pages(struct report *r);
/* The page of one of r->edition.districts. */
void district_page(struct report *r, size_t number);

/* Beside turnover: each writes its chapter, or nothing where the delivery has no such indicators. */
void staffing(struct report *r);
void workload(struct report *r);
void absence(struct report *r);
void survey(struct report *r);
void threats(struct report *r);
void exit_reasons(struct report *r);
void focus_areas(struct report *r);
void activities(struct report *r);
void published(struct report *r);
void method(struct report *r);
void comparability(struct report *r);
void definitions(struct report *r);
void bridge(struct report *r); /* from Kolada's figure to ours */
void definition_list(struct report *r);
void records(struct report *r);
void checks(struct report *r);
void protection(struct report *r);
/* The city has fewer person-years in some year than the setting of [protect] says: then something is not told of it. */
bool is_small_city(const struct report *r, const char *setting);
void revisions(struct report *r);
void method_annex(struct report *r);
void comparison_annex(struct report *r);
void table_annex(struct report *r);

/* A summary's paragraph whose topic is `topic`: lead and sentences. */
void claims_of(struct report *r, const char *topic);

#endif
