"""messages.py list|untested|page - every message that a program of ours can end with, from the C sources.

A message is the format of a fault (fault_set, fault_at, and every function that takes a fault and a text), or a text of several words
that a function or a table of the floors base, table, intake, staff and disclosure gives to one. `list` prints file:line and
format; `untested` prints those that no test holds as they stand, but for what the format fills in; `page` prints the tables of
docs/felmeddelanden.md: what is wrong stands before the first colon of a message and what to do after it, or in messages_advice.txt."""
import glob
import re
import sys

LITERAL = r'"(?:[^"\\\n]|\\.)*"'
QUOTED = re.compile(LITERAL)
JOINED = re.compile(r'(?:%s(?:\s*(?:PRI[a-z0-9]+\s*)?)?)+' % LITERAL)
FLOORS = ("base", "table", "intake", "staff", "disclosure")
# Texts of these are no messages: help, settings, labels of tables, reasons of records (docs/fel-i-uttaget.md, test_reason.c).
NOT_HERE = re.compile(r"settings_table|settings_text|schema|reason\.c|args\.c|codebook_words|catalogue|indicator\.c|audit_|identity\.c|untold\.c|revision\.c")
DEFINED = re.compile(r'^[a-z][\w \*]*?\b(\w+)\(([^;{}]*?)\)\n\{', re.M)


def text_of(match):
    """The text of joined literals, as a reader sees it; numbers of inttypes are one more %s."""
    text = re.sub(r'"\s*PRI[a-z0-9]+\s*', 'd"', match.group(0))
    whole = "".join(piece[1:-1] for piece in re.findall(LITERAL, text))
    return re.sub(r'\\(["\\])', r"\1", whole)


def is_words(text):
    return len(re.findall(r"[A-Za-zåäöÅÄÖ]{2,}", re.sub(r"%[-+ 0-9.*]*(?:l|ll|z|h)?[a-z]", "", text))) >= 2 and " " in text


def without_comments(source):
    blank = lambda m: m.group(0) if m.group(0)[0] == '"' else re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/', blank, source, flags=re.S)


def tellers(sources):
    """Functions that take a fault and a text for it."""
    names = {"fault_set", "fault_at", "fault_errno"}  # args_parse takes what a program is for
    for source in sources.values():
        for name, parameters in DEFINED.findall(source):
            if "struct fault *" in parameters and re.search(r"const char \*(?:text|why|what|wrong|format|doing|words|message)\b", parameters):
                names.add(name)
    return names - {"args_parse"}


def arguments(source, at):
    depth, i = 1, at
    while depth and i < len(source):
        if source[i] == '"':
            i = QUOTED.match(source, i).end()
            continue
        depth += {"(": 1, ")": -1}.get(source[i], 0)
        i += 1
    return i


def messages():
    sources = {p: without_comments(open(p, encoding="utf-8").read())
               for p in sorted(glob.glob("pipeline/*/*.c") + glob.glob("stages/*.c") + glob.glob("stages/*/*.c"))}
    call = re.compile(r"\b(%s)\s*\(" % "|".join(sorted(tellers(sources))))
    for path, source in sources.items():
        spans = [(m.start(), arguments(source, m.end())) for m in call.finditer(source)]
        everything = path.split("/")[1] in FLOORS and path.startswith("pipeline") and not NOT_HERE.search(path)
        for m in JOINED.finditer(source):
            inside = any(a <= m.start() < b for a, b in spans)
            text = text_of(m)
            if is_words(text) and (inside or everything) and "|" not in text and text[0] != "[" and "_Static_assert" not in source[m.start() - 120:m.start()]:
                yield "%s:%d" % (path, source[:m.start()].count("\n") + 1), text


LETTER = r"[A-Za-zåäöÅÄÖé]"


def lines_with(held, piece):
    at = held.find(piece)
    while at >= 0:
        end = held.index("\n", at)
        yield held[held.rfind("\n", 0, at) + 1:end]
        at = held.find(piece, end)


def holds(held, text):
    """True where `text` stands in `held`, with up to 200 characters of the same line for each thing that is filled in. What begins and
    ends a message is no part of a longer word or sentence: before it stands what a stage writes there, or a quote of the test."""
    pieces = re.split(r"%[-+ 0-9.*#]*(?:ll|l|z|h)?[a-zA-Z]|%%", text)
    pattern = ".{0,200}?".join(map(re.escape, pieces))
    begin = end = ""
    if re.match(LETTER, text) and not PARTS.match(text):
        begin = r"(?:^|[:\"'$`>;|(] ?|%s\\n|\t)" % (r"[.}] |" if text[0].isupper() else "")
    if re.search(LETTER + "$", text):
        end = r"(?!%s)" % LETTER
    wanted = re.compile(begin + pattern + end)
    return any(wanted.search(line) for line in lines_with(held, max(pieces, key=len)))


# What a message is about, by where it is made; the first that fits.
GROUPS = (("Rapportens inställningar: report.ini", r"pipeline/base/(config|settings)"),
          ("Dator, disk och kommandon", r"pipeline/base/|stages/settings|stages/pdf"),
          ("Filerna i leveransen", r"pipeline/(intake|table/(conservation|excel|heading|kind|reader|source))|stages/(clean|delivery)"),
          ("Organisation, år och befolkning", r"pipeline/staff|stages/(turnover|retention|checks|compare)"),
          ("Indikatorer", r"stages/(indicators|template)"),
          ("Tabeller mellan stegen", r"pipeline/table"),
          ("Skydd, figurer och rapport", r"pipeline/(publish|disclosure)|stages/(?!stat/)"),
          ("Kommandot stat", r"stages/stat"))
STAT = "Rätta kommandot eller tabellen; `stat METOD --help` visar vad metoden vill ha (docs/stat.md)."
# What is filled in into another message.
PARTS = re.compile(r"permanent, fixed|woman, man|own_request|monthly eller|en kod$|hela staden$|personnummer[, ]|anställd_från eller|"
                   r" från %|: menade du |ett heltal$|ett tal med decimalpunkt$|[.a-z]*\\?$")


def shown(text):
    """A message as people see it: what is filled in is three dots."""
    text = re.sub(r"%[-+ 0-9.*#]*(?:ll|l|z|h)?[a-zA-Z]", "…", text).replace("%%", "%")
    text = re.sub("…{2,}", "…", text).replace("\\n", "")
    return text.strip().replace("|", "\\|").replace("<", "&lt;")


def page(seen):
    with open("tests/support/messages_advice.txt", encoding="utf-8") as file:
        advice = dict(line.rstrip("\n").split("\t") for line in file)
    print("<!-- meddelanden -->")
    unadvised = []
    rest = dict(seen)
    for title, places in GROUPS:
        rows = [text for text, place in rest.items() if re.match(places, place)]
        for text in rows:
            del rest[text]
        print("\n## %s\n\n| Meddelande | Gör så här |\n|---|---|" % title)
        for text in sorted(rows):
            wrong, colon, todo = text.partition(": ")
            if PARTS.match(text):
                continue
            if text in advice:
                wrong, todo = text, advice[text]
            elif title == "Kommandot stat" and not colon:
                todo = STAT
            elif not colon:
                unadvised.append(text)
            if text not in advice and not re.search(r"[a-zåäö]{2}", re.sub(r"%[.a-z0-9*]+", "", todo)):
                wrong, todo = text, "Rätta det som meddelandet pekar ut."
            todo = shown(todo[:1].upper() + todo[1:])
            print("| %s | %s |" % (shown(wrong), todo if todo[-1:] in ".?)" else todo + "."))
    for text in unadvised:
        print("no advice:", text, file=sys.stderr)
    return 1 if unadvised else 0


def main():
    seen = {}
    for place, text in messages():
        seen.setdefault(text, place)
    if sys.argv[1] == "list":
        for text, place in seen.items():
            print(place, text, sep="\t")
        return 0
    if sys.argv[1] == "page":
        return page(seen)
    held = "\n".join(open(p, encoding="utf-8", errors="replace").read()
                     for p in glob.glob("tests/*/*.sh") + glob.glob("tests/*/*.c") + ["tests/stage/messages.txt"]) + "\n"
    held = re.sub(r'"\s*\n\s*"', "", held)  # literals of C over several lines
    held = re.sub(r"\\([\"`$\\])", r"\1", held)
    missing = [(place, text) for text, place in seen.items() if not holds(held, text)]
    for place, text in missing:
        print(place, text, sep="\t")
    return 1 if missing else 0


sys.exit(main())
