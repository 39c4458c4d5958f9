#!/usr/bin/env bash
# Whatever number of threads reads an extract, the tables are the same bytes: quotes, damage, blank lines, ends of line of every kind, words
# that differ in case alone, words that nobody mapped, and records over several lines, wherever the parts are cut.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
mkdir -p delivery/staff delivery/codes settings
python3 - <<'END'
import random
random.seed(7)
header = "personid;förvaltning;yrke;verksamhetsområde;anställningsform;kön;födelseår;sysselsättningsgrad;anställd_från;anställd_till;avgångsorsak"
def row(i):
    d, o, v = random.choice(["Norra", "norra", "Södra", "Väs tra\u00a0", "Östra"]), random.choice(["soc", "bist", "Bist", "udda%d" % (i % 9)]), random.choice(["", "barn", "Barn", "äldre"])
    start = "20%02d-%02d-%02d" % (random.randrange(10, 20), random.randrange(1, 13), random.randrange(1, 29))
    end = random.choice(["", "2019-%02d-%02d" % (random.randrange(1, 13), random.randrange(1, 31)), "20200131", "9999-12-31"])
    cells = ["p%d" % (i % 1500), d, o, v, random.choice(["tillsvidare", "Visstid", "okänt ord"]), random.choice("KMX"), random.choice(["1970", "", "1895"]),
             random.choice(["100", "75,5", "50 %", "", "0,5"]), start, end, random.choice(["pension", "egen begäran", "", "gissning"])]
    kind = random.randrange(60)
    if kind == 0: cells[1] = '"Nor""ra"'
    if kind == 1: cells[3] = '"barn\noch unga"'
    if kind == 2: cells[2] = 'so"c'
    if kind == 3: cells[8] = "2019-02-30"
    if kind == 4: cells[0] = ""
    if kind == 5: cells.append("mycket")
    if kind == 6: return ";" * 10
    if kind == 7: return ""
    if kind == 8: return header
    if kind == 9: cells[2] = "\xff\xfe"
    return ";".join(cells)
for name, ends in ("a.csv", ["\n"]), ("b.csv", ["\r\n", "\n", "\r"]):
    with open("delivery/staff/" + name, "wb") as f:
        f.write((header + "\n").encode())
        for i in range(6000):
            r = row(i)
            f.write(r.encode("latin-1") if "\xff" in r else r.encode())
            f.write(random.choice(ends).encode())
    data = open("delivery/staff/" + name, "rb").read()
    if name == "b.csv":
        data = data.rstrip(b"\r\n") # no end of line at the end
        open("delivery/staff/" + name, "wb").write(data)
END
printf 'word,code\nsoc,socialsekreterare\nbist,biståndshandläggare\n' >delivery/codes/occupation.csv
printf '[clean]\nextraction_date = 2021-12-31\nreject_budget_percent = 100\nrare_words = 5\n' >delivery/report.ini
"$bin/settings" --input delivery/report.ini --output-dir settings || exit 3

clean() { # THREADS FOLDER
    mkdir -p "$2"
    { sed '/^threads/d' settings/clean.ini && echo "threads=$1"; } >clean.ini
    "$bin/clean" --delivery delivery --settings clean.ini --files settings/files.ini --output-dir "$2"
}

expect_exit 0 'one thread reads the extract' clean 1 one
expect 'much of it is used' test "$(wc -l <one/spells.csv)" -gt 1500
expect 'and much is not' test "$(wc -l <one/rejects.csv)" -gt 500
expect_text 'words of another case are noted' one/notes.csv similar
expect_text 'and words that nobody mapped' one/notes.csv unmapped
for n in 2 3 7 64; do
    rm -rf many
    expect_exit 0 "$n threads read the extract" clean $n many
    for table in spells rejects notes intake extracts revisions control counts; do
        expect_same "$table.csv of $n threads is that of one" many/$table.csv one/$table.csv
    done
done

# Mends are made in order, and words of dated lists mean what they do on a day: there one thread reads, whatever is asked for.
sed -i '3000a m1;Norra;soc;;tillsvidare;K;1970;100;2015-01-01;;' delivery/staff/a.csv
printf 'file,line,person,field,old,new,reason,who,date\na.csv,,m1,kön,K,M,fel,hr,2021-12-01\n' >delivery/corrections.csv
same() { # WHAT: one thread and seven
    rm -rf one many
    expect_exit 0 "one thread reads it $1" clean 1 one
    expect_exit 0 "... and so do seven" clean 7 many
    for table in spells rejects notes intake; do expect_same "... $table.csv is the same" many/$table.csv one/$table.csv; done
}
same 'with a mend'
expect '... which was made' test "$(awk -F, '$2 == "2015-01-01" && $11 == "man"' many/spells.csv | wc -l)" -eq 1
printf 'word,code,valid_from,valid_to\nsoc,socialsekreterare,2010-01-01,2015-12-31\nsoc,biståndshandläggare,2016-01-01,\nbist,biståndshandläggare,,\n' >delivery/codes/occupation.csv
rm delivery/corrections.csv
same 'with a dated list of codes'
