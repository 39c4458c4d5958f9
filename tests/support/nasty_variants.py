"""nasty_variants.py CLEAN NASTY EVERY - the bad files of NASTY in other clothes: encodings, ends of line, delimiters, quotes, order of
columns, blank lines. What the manifest says of records, kept, rejected, merged and lines holds for each of them as well, since
none of it changes what a file says. Every EVERY-th variant is tried (1: all). Prints TAP, one line a file of NASTY."""
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile

clean, nasty, every = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.environ["PERSONALRORLIGHET_KEY_HEX"] = "00" * 32
SETTINGS = "[clean]\nreject_budget_percent = 100\nreject_budget_records = 0\n"
LARGE = 100000  # bytes: a variant of these takes seconds and shows nothing more
OWN_ENDS = {"b10", "b19", "b20", "b23"}  # what is wrong with them are the ends of line
OWN_DELIMITER = {"b02", "b03", "b04", "b05", "b06", "b08"}
NO_TABLE = {"b17", "b31", "b34", "b35", "b36", "b46", "b47"}
OWN_WIDTH = {"b25", "b26", "b27", "b28", "b29", "b30"}


def run(folder, data, settings):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/delivery/staff")
    os.makedirs(folder + "/out")
    with open(folder + "/delivery/staff/a.csv", "wb") as f:
        f.write(data)
    with open(folder + "/clean.ini", "w") as f:
        f.write(SETTINGS + settings)
    done = subprocess.run([clean, "--delivery", folder + "/delivery", "--settings", folder + "/clean.ini", "--output-dir",
                           folder + "/out"], capture_output=True, timeout=60)
    if done.returncode != 0:
        return done.returncode, len(os.listdir(folder + "/out")), done.stderr.count(b"\n")
    account = next(csv.DictReader(open(folder + "/out/intake.csv", encoding="utf-8")))
    rejects = csv.DictReader(open(folder + "/out/rejects.csv", encoding="utf-8"))
    counts = [int(account[c]) for c in ("records_in", "kept", "rejected", "merged")]
    return 0, counts, [int(r["line"]) for r in rejects]


def rows_of(text):
    """Rows and ends of line, alternating."""
    return re.split("(\r\n|\n|\r)", text)


def each_row(text, change):
    return "".join(change(r) if i % 2 == 0 and r else r for i, r in enumerate(rows_of(text))).encode()


def variants(name, data):
    """Word, bytes, further settings, lines by which everything moves down."""
    file = name[:3]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    marked = data.startswith(b"\xef\xbb\xbf")
    table = len(data) > 200 and file not in NO_TABLE
    if data and not marked:
        yield "utf-8 with a mark", b"\xef\xbb\xbf" + data, "", 0
    if data and not marked and len(data) < LARGE:
        yield "utf-16le", b"\xff\xfe" + text.encode("utf-16-le"), "", 0
        yield "utf-16be", b"\xfe\xff" + text.encode("utf-16-be"), "", 0
        for encoding, ours in (("cp1252", "cp1252"), ("iso-8859-1", "latin-1"), ("macintosh", "mac_roman"), ("cp850", "cp850")):
            try:
                yield encoding, text.encode(ours), "[files]\na.csv = encoding %s\n" % encoding, 0
            except UnicodeEncodeError:
                pass
    if file not in OWN_ENDS and b"\r" not in data and b"\n" in data:
        yield "crlf", data.replace(b"\n", b"\r\n"), "", 0
        yield "cr", data.replace(b"\n", b"\r"), "", 0
    if table:
        yield "no final end of line", data.rstrip(b"\r\n"), "", 0
        yield "blank lines after", data + b"\n\n  \n\t \n", "", 0
        yield "blank lines before", b"\n\n" + data, "", 2
    if table and not data.startswith(b"sep="):
        delimiter = max(";,\t|", key=data.split(b"\n")[0].decode().count)
        yield "sep=", ("sep=%s\n" % delimiter).encode() + data, "", 1
    if not table or len(data) >= LARGE or '"' in text or file in OWN_DELIMITER:
        return
    for delimiter in ",\t|":
        yield "delimiter %r" % delimiter, each_row(text, lambda row: delimiter.join(
            '"' + cell + '"' if delimiter in cell else cell for cell in row.split(";"))), "", 0
    if file not in {"b24", "b25"}:
        yield "all quoted", each_row(text, lambda row: ";".join('"' + cell + '"' for cell in row.split(";"))), "", 0
        if file not in OWN_WIDTH:
            yield "columns reversed", each_row(text, lambda row: ";".join(row.split(";")[::-1])), "", 0


def expected(row, shift):
    if row["action"] == "REFUSE":
        return 1, 0, 1
    counts = [int(row[c]) for c in ("records_in", "kept", "rejected", "merged")]
    return 0, counts, [int(line) + shift for line in row["reject_physical_lines"].split()]


folder = tempfile.mkdtemp()
failed = tried = 0
for row in csv.DictReader(open(nasty + "/manifest.csv", encoding="utf-8")):
    wrong = []
    for word, data, settings, shift in variants(row["file"], open(nasty + "/" + row["file"], "rb").read()):
        tried += 1
        if tried % every != 0:
            continue
        got = run(folder, data, settings)
        if got != expected(row, shift):
            wrong.append("%s: %s, expected %s" % (word, got, expected(row, shift)))
    failed += bool(wrong)
    print("%s - %s in other clothes says the same" % ("not ok" if wrong else "ok", row["file"]))
    for line in wrong:
        print("#", line[:300])
shutil.rmtree(folder)
print("# %d variants of %d" % (tried // every, tried))
sys.exit(failed > 0)
