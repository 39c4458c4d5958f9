/* front.c - the title block, the summary, and what people have written. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A line of the metadata: a quoted YAML text that holds Markdown. */
static void metadata(struct report *r, const char *key, const char *text)
{
    char *escaped = NULL;
    size_t length = 0;
    FILE *memory = memory_stream_open(&escaped, &length);

    markup_write(memory, text);
    memory_stream_close(memory, &escaped);
    fprintf(r->to, "%s: \"", key);
    for (const char *c = escaped; *c != '\0'; c++)
        fprintf(r->to, "%s%c", *c == '\\' || *c == '"' ? "\\" : "", *c);
    fputs("\"\n", r->to);
    free(escaped);
}

static const char *setting(const struct report *r, const char *key)
{
    return settings_text(r->report, "report", key);
}

static const char *latest_extraction(const struct report *r)
{
    const struct table *intake = r->edition.tables[EDITION_INTAKE];
    const char *latest = "";

    for (size_t row = 0; row < table_rows(intake); row++)
        if (strcmp(table_text(intake, row, "last_extraction"), latest) > 0)
            latest = table_text(intake, row, "last_extraction");
    return latest;
}

static char *title_of(const struct report *r)
{
    const struct edition *e = &r->edition;

    if (e->compare == NULL)
        return memory_copy_text(setting(r, "title"));
    return phrase_say("%s %s", setting(r, "title"), swedish_span(e->base, e->compare).text);
}

/* "Bilaga till tjänsteutlåtande | Uttag ... | Tillsvidareanställda ..." */
static char *subtitle_of(const struct report *r)
{
    const char *extraction = latest_extraction(r);
    const struct table *intake = r->edition.tables[EDITION_INTAKE];
    bool persons = edition_find(intake, 0, "kind", "spells", NULL) < table_rows(intake) ||
                   edition_find(intake, 0, "kind", "snapshots", NULL) < table_rows(intake) ||
                   edition_find(intake, 0, "kind", "counts", NULL) == table_rows(intake);
    const char *population = strcmp(settings_text(r->turnover, "turnover", "population"), "permanent") == 0
                                 ? "Tillsvidareanställda med månadslön"
                                 : "Tillsvidareanställda och visstidsanställda med månadslön";

    if (!persons) /* whom they count is decided by who has given them */
        return phrase_say("Antalsuppgifter%s%s", extraction[0] != '\0' ? " " : "",
                          extraction[0] != '\0' ? swedish_date(extraction).text : "");
    return phrase_say("%s%s%s%s", extraction[0] != '\0' ? "Uttag ur personalsystemet " : "",
                      extraction[0] != '\0' ? swedish_date(extraction).text : "", extraction[0] != '\0' ? ". " : "",
                      population);
}

static void frame_line(struct report *r, const char *label, const char *value)
{
    if (value[0] == '\0')
        return;
    fputs("| ", r->to);
    markup_write(r->to, label);
    fputs(" | ", r->to);
    markup_write(r->to, value);
    fputs(" |\n", r->to);
}

void front_matter(struct report *r)
{
    char *title = title_of(r), *subtitle = subtitle_of(r);
    bool synthetic = settings_flag(r->report, "report", "synthetic");

    fputs("---\n", r->to);
    metadata(r, "title", title);
    metadata(r, "subtitle", subtitle);
    fputs("lang: sv\n", r->to);
    if (strcmp(r->part, "report") != 0)
        fputs("short: yes\n", r->to); /* no table of contents */
    if (r->draft)
        metadata(r, "draft", PHRASE_DRAFT);
    if (synthetic)
        metadata(r, "synthetic", PHRASE_SYNTHETIC);
    fputs("---\n\n", r->to);

    fputs("::: {.frame}\n\n| | |\n|:---|:---|\n", r->to);
    frame_line(r, "Nämnd", setting(r, "committee"));
    frame_line(r, "Förvaltning", setting(r, "administration"));
    frame_line(r, "Diarienummer", setting(r, "reference_number"));
    frame_line(r, "Datum", swedish_date(setting(r, "date")).text);
    frame_line(r, "Handläggare", setting(r, "administrator"));
    frame_line(r, "Utgåva", setting(r, "edition"));
    frame_line(r, "Ställning", r->draft ? PHRASE_DRAFT : "Fastställd");
    fputs("\n:::\n\n", r->to);
    if (synthetic)
        fprintf(
            r->to,
            "::: {.notice}\n**%s.** Alla siffror i rapporten är påhittade och visar hur uppföljningen ser ut. De säger "
            "ingenting om verkliga förhållanden.\n:::\n\n",
            PHRASE_SYNTHETIC);
    free(title);
    free(subtitle);
}

/* Rows of one topic: "level" of "level.1". */
static bool is_topic(const struct table *claims, size_t row, const char *topic)
{
    const char *claim = table_text(claims, row, "claim");
    size_t length = strcspn(claim, ".");

    return table_is(claims, row, "place", "summary") &&
           (topic == NULL || (strlen(topic) == length && strncmp(claim, topic, length) == 0));
}

static void write_claims(struct report *r, const char *topic)
{
    bool open = false;

    for (size_t row = 0; row < table_rows(r->claims); row++) {
        const char *text = table_text(r->claims, row, "text");

        if (!is_topic(r->claims, row, topic))
            continue;
        if (table_is(r->claims, row, "heading", text)) {
            fputs(open ? "\n\n**" : "**", r->to);
            markup_write(r->to, text);
            fputs("**", r->to);
        } else {
            fputc(' ', r->to);
            markup_write(r->to, text);
        }
        open = true;
    }
    if (open)
        fputs("\n\n", r->to);
}

void summary(struct report *r)
{
    heading(r, 1, "sammanfattning", "Sammanfattning");
    write_claims(r, NULL);
}

void claims_of(struct report *r, const char *topic)
{
    write_claims(r, topic);
}

/* ---- what people write ---- */

static FILE *open_text(const struct report *r, const char *const *stems, char path[4096])
{
    for (; *stems != NULL; stems++) {
        FILE *from;

        snprintf(path, 4096, "%s/%s.md", r->text, *stems);
        from = fopen(path, "re");
        if (from != NULL || errno != ENOENT)
            return from;
    }
    errno = ENOENT;
    return NULL;
}

/* Their Markdown as it is, but for three things: headings go one level down, below ours; a line that could begin a
 * block of metadata is made a rule; what is no text is left out. */
static void write_line(struct report *r, const char *line, char *fence)
{
    size_t length = strcspn(line, "\r\n");
    const char *c = line;

    if ((strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0) && (*fence == 0 || *fence == line[0]))
        *fence = *fence == 0 ? line[0] : 0;
    if (*fence == 0 && ((strncmp(line, "---", 3) == 0 && strspn(line, "- \t") == length) ||
                        (strncmp(line, "...", 3) == 0 && strspn(line, ". \t") == length))) {
        fputs("* * *\n", r->to);
        return;
    }
    if (*fence == 0 && line[0] == '#')
        fputc('#', r->to);
    while (c < line + length) {
        const char *begin = c;
        uint32_t code = markup_next(&c);

        if (code == 0xfffd)
            fputs("\xef\xbf\xbd", r->to);
        else if (code >= 0x20 || code == '\t')
            fwrite(begin, 1, (size_t) (c - begin), r->to);
    }
    fputc('\n', r->to);
}

bool inserted_text(struct report *r, const char *id, const char *title, const char *const *stems, struct fault *f)
{
    char path[4096], *line = NULL;
    size_t room = 0;
    char fence = 0;
    bool ok;
    FILE *from;

    if (r->text == NULL || r->text[0] == '\0')
        return true;
    from = open_text(r, stems, path);
    if (from == NULL)
        return errno == ENOENT || errno == ENOTDIR || fault_errno(f, path, "kan inte läsa texten");
    heading_as_it_is(r, 1, id, title);
    while (getline(&line, &room, from) >= 0)
        write_line(r, line, &fence);
    if (fence != 0)
        fprintf(r->to, "%c%c%c\n", fence, fence,
                fence); /* a fence that was left open would swallow the rest of the report */
    fputs("\n", r->to);
    ok = feof(from) || fault_errno(f, path, "kan inte läsa texten"); /* getline wants memory */
    free(line);
    fclose(from);
    return ok;
}
