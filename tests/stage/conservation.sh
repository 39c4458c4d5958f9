#!/usr/bin/env bash
# What clean says became of each record, held against the file itself by another reader (Python's): the bytes of header, kept, rejected and
# blank records, joined in the order of the file, have the checksum of intake.csv; and records in are those kept, rejected and merged.
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
d=$dir/leverans
o=$dir/ut
mkdir -p "$d/staff" "$o"
printf '[clean]\nextraction_date = 2021-12-31\nreject_budget_percent = 100\n' >"$dir/report.ini"

# Line ends of both kinds, blank records, records over several lines, cells too many, no days; one person twice.
python3 - "$d/staff/a.csv" <<'END'
import random, sys
random.seed(1)
rows = ["personid;förvaltning;yrke;anställningsform;anställd_från;anställd_till;anteckning"]
for i in range(3000):
    kind = random.randrange(12)
    row = "p%d;Norra;socialsekreterare;tillsvidare;2019-01-%02d;;x" % (i, random.randrange(1, 29))
    if kind == 0:
        row = ""
    elif kind == 1:
        row = row.replace(";x", ';"två\nrader; ""och"" mer\r\noch en"')
    elif kind == 2:
        row = row.replace("2019-01", "2019-13")
    elif kind == 3:
        row += ";för;många"
    elif kind == 4:
        row = row.replace(";Norra;", ';"No\nrra";')
    elif kind == 5:
        row += "\n" + row
    rows.append(row)
with open(sys.argv[1], "wb") as file:
    for row in rows:
        file.write(row.encode() + random.choice([b"\n", b"\r\n"]))
END

cat >"$dir/booked.py" <<'END'
"""booked.py FILE SPELLS REJECTS INTAKE - prints what does not add up."""
import csv, hashlib, io, sys
data = open(sys.argv[1], "rb").read()
lines = data.split(b"\n")
lines = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
table = lambda path: list(csv.DictReader(open(path, encoding="utf-8", newline="")))
kept = {int(row["line"]) for row in table(sys.argv[2])}
rejected = {int(row["line"]) for row in table(sys.argv[3])}
account = table(sys.argv[4])[0]
counts = {"kept": 0, "rejected": 0, "blank": 0, "merged": 0}
joined = hashlib.sha256()
reader = csv.reader((line.decode() for line in lines), delimiter=";")
before = 0
for number, cells in enumerate(reader):
    record, start, before = b"".join(lines[before:reader.line_num]), before + 1, reader.line_num
    joined.update(record)
    if number == 0:
        continue
    what = "kept" if start in kept else "rejected" if start in rejected else "blank" if not record.strip() else "merged"
    counts[what] += 1
    kept.discard(start)
    rejected.discard(start)
    if what == "blank" and cells:
        print("line", start, "is not blank")
if kept or rejected:
    print("no record begins on", sorted(kept | rejected)[:5])
for name, n in counts.items():
    if n != int(account[name]) or n == 0:
        print(name, "are", n, "and intake.csv says", account[name])
if int(account["records_in"]) != counts["kept"] + counts["rejected"] + counts["merged"]:
    print("records in:", account["records_in"], counts)
if joined.hexdigest() != account["sha256"] or hashlib.sha256(data).hexdigest() != account["sha256"]:
    print("the checksum is another")
if int(account["bytes"]) != len(data):
    print("bytes:", account["bytes"], len(data))
END
clean() { "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o"; }
booked() { python3 "$dir/booked.py" "$d/staff/a.csv" "$o/spells.csv" "$o/rejects.csv" "$o/intake.csv" >"$dir/wrong" 2>&1; }
expect_exit 0 'a file of every kind of record is read' clean
booked
expect_same 'each of its bytes is in one record that is accounted for' "$dir/wrong" /dev/null

# The test can fail: a line that is in no table is found.
sed -i '2d' "$o/spells.csv"
booked
expect_text 'a record that is in no table would be found' "$dir/wrong" 'kept are'

# Somebody writes to the file while it is read: when it is opened for its hash, by one thread or several.
if [[ $bin == */san/bin ]]; then
    skip 'a file that changes while it is read is not used' 'the sanitizers come before what is loaded'
else
    sed -i 1q "$d/staff/a.csv"
    for i in $(seq 3000); do echo "p$i;Norra;socialsekreterare;tillsvidare;2019-01-07;;x"; done >>"$d/staff/a.csv"
    for threads in 1 3; do
        printf '[clean]\nextraction_date = 2021-12-31\nthreads = %s\n' $threads >"$dir/report.ini"
        rm -f "$o"/*
        expect_exit 0 "a file that nobody writes to is used, threads = $threads" clean
        for at in 1 2; do # before it is read at all, and after
            cp "$d/staff/a.csv" "$dir/kept.csv"
            rm -f "$o"/*
            export LD_PRELOAD=$BUILD/tests/fault/change_file.so CHANGE_NAME=staff/a.csv CHANGE_AT=$at CHANGE_PLACE=100000 CHANGE_TO=q
            expect_exit 3 "one that is written to at its opening number $at is not, threads = $threads" clean
            unset LD_PRELOAD
            expect_text '... and it is said' "$dir/stderr" 'staff/a.csv: filen ändrades medan den lästes: vänta tills den är färdig och kör igen'
            expect '... and nothing is written' test -z "$(ls "$o")"
            cp "$dir/kept.csv" "$d/staff/a.csv"
        done
    done
    printf '[clean]\nextraction_date = 2021-12-31\nreject_budget_percent = 100\n' >"$dir/report.ini"
fi

# Every file of the torture list that is read: in = kept + rejected + merged, and the checksum is the file's.
if [ -r "$shared/nasty/own/manifest.csv" ]; then
    : >"$dir/wrong"
    n=0
    for file in "$shared"/nasty/own/*.csv; do
        [ "${file##*/}" != manifest.csv ] || continue
        rm -rf "$d/staff" "$o"
        mkdir -p "$d/staff" "$o"
        cp "$file" "$d/staff/a.csv"
        clean >/dev/null 2>&1 || continue
        n=$((n + 1))
        awk -F, -v sha="$(sha256sum <"$file" | cut -d' ' -f1)" -v bytes="$(stat -c %s "$file")" -v name="${file##*/}" '
            NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
            $c["records_in"] != $c["kept"] + $c["rejected"] + $c["merged"] || $c["sha256"] != sha || $c["bytes"] != bytes { print name ": " $0 }' \
            "$o/intake.csv" >>"$dir/wrong"
    done
    expect 'most of the torture list is read' test $n -gt 60
    expect_same 'each file of it adds up' "$dir/wrong" /dev/null
else
    skip 'each file of the torture list adds up' 'it is not here'
fi
