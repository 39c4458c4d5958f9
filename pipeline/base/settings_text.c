/* settings_text.c - the declared keys as text: the template of a new delivery, and the fragments of a checked one. */
#include "pipeline/base/settings.h"

#include <string.h>

enum { WIDTH = 100 };

/* "key=value" without blanks: read back, a value that begins with ; would else be a comment. */
void settings_write_fragment(const struct settings *s, const char *section, FILE *to)
{
    const char *name, *value;
    uint64_t line;
    size_t n;
    const struct setting *declared = settings_declared(&n);

    fprintf(to, "[%s]\n", section);
    for (size_t i = 0; i < n; i++)
        if (strcmp(declared[i].section, section) == 0)
            fprintf(to, "%s=%s\n", declared[i].key, settings_text(s, section, declared[i].key));
    for (size_t i = 0; strcmp(section, "files") == 0 && settings_file(s, i, &name, &value, &line); i++)
        fprintf(to, "%s=%s\n", name, value);
}

/* Words as comment lines. Continuation bytes of UTF-8 take no column. */
static void write_comment(const char *words, FILE *to)
{
    size_t column = 0;

    while (*words != '\0') {
        size_t length = strcspn(words, " "), width = 0;

        for (size_t i = 0; i < length; i++)
            width += ((unsigned char) words[i] & 0xC0) != 0x80;
        if (column > 0 && column + 1 + width > WIDTH) {
            putc('\n', to);
            column = 0;
        }
        fputs(column == 0 ? "; " : " ", to);
        fwrite(words, 1, length, to);
        column += width + (column == 0 ? 2 : 1);
        words += length + strspn(words + length, " ");
    }
    putc('\n', to);
}

static void write_what_fits(const struct setting *d, FILE *to)
{
    if (d->kind == SETTING_CHOICE && strchr(d->choices, '|') != NULL) {
        fputs("; Ett av: ", to);
        for (const char *c = d->choices; *c != '\0'; c++)
            fputs(*c == '|' ? ", " : (char[]){ *c, '\0' }, to);
        putc('\n', to);
    }
    if ((d->kind == SETTING_INTEGER || d->kind == SETTING_REAL) && d->fallback[0] != '\0' && d->most < 1e6)
        fprintf(to, "; Från %.15g till %.15g.\n", d->least, d->most);
}

static const char *section_in_words(const char *section)
{
    static const struct {
        const char *section, *words;
    } WORDS[] = {
        { "clean", "Inläsning: hur filerna i staff/ och counts/ ska läsas, och när körningen ska stanna." },
        { "turnover", "Vilka som räknas, vilka år och vilka mått." },
        { "retention", "Hur länge de anställda stannar: vilka som följs tillsammans, och hur länge." },
        { "trend", "Prövning av om rörligheten har ändrats." },
        { "compare", "Jämförelser mellan förvaltningar och mellan år." },
        { "protect", "Skydd av enskilda: gränser för vad som får visas utanför förvaltningen." },
        { "figures", "Figurer." },
        { "report", "Rapportens ram: det som står på första sidan." },
    };

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strcmp(WORDS[i].section, section) == 0)
            return WORDS[i].words;
    return "";
}

void settings_write_template(FILE *to)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);
    const char *section = "";

    write_comment(
        "Inställningar för rapporten om personalrörlighet. En rad som börjar med ; gäller inte: där står det "
        "värde som används ändå. Ta bort ; för att välja något annat. Ett tomt värde betyder att nyckeln inte "
        "är angiven. Text efter mellanslag och ; är en kommentar.",
        to);
    for (size_t i = 0; i < n; i++) {
        const struct setting *d = &declared[i];

        if (strcmp(d->section, section) != 0) {
            section = d->section;
            putc('\n', to);
            write_comment(section_in_words(section), to);
            fprintf(to, "[%s]\n", section);
        }
        putc('\n', to);
        write_comment(d->help, to);
        write_what_fits(d, to);
        fprintf(to, "%s%s =%s%s\n", d->fallback[0] != '\0' ? ";" : "", d->key, d->fallback[0] != '\0' ? " " : "",
                d->fallback);
    }
    fputs("\n; Vad enskilda filer inte själva berättar: filens namn i leveransen = uppgift, uppgift ...\n"
          "; Exempel: staff/uttag mars.csv = extraction_date 2025-03-03, encoding cp1252\n[files]\n",
          to);
}
