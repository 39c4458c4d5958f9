#!/usr/bin/env bash
# Whatever memory clean and turnover may take, the tables are the same bytes; what they take is within it; and nothing is left of the files
# that stand for memory, whatever happens. tests/long/memory.sh does the same with five million spells.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
mkdir -p delivery/staff settings
least=13568K # of clean, in one thread: 256K of spells, 5,041 of them

# Two extracts that disagree, ids that many share, damage, words that few have, a line that no bound can hold more than once.
python3 - <<'END'
import random
random.seed(11)
header = "personid;förvaltning;yrke;verksamhetsområde;anställningsform;kön;födelseår;sysselsättningsgrad;anställd_från;anställd_till;avgångsorsak"
districts, occupations = ["Norra", "Södra", "Västra", "Östra", "Mellersta"], ["soc", "bist", "Bist"]
def day(n):
    return "%04d-%02d-%02d" % (2010 + n // 336, n // 28 % 12 + 1, n % 28 + 1)
def rows(extract):
    last = 11 * 336 if extract == 1 else 12 * 336
    for i in range(22000):
        r = random.Random(i)
        start = r.randrange(0, 10 * 336)
        for k in range(r.choice([1, 1, 2, 4])):
            end = start + r.choice([20, 200, 900, 3000])
            person = "p%d" % i if i % 2000 else "delad"
            district = r.choice(districts)
            if extract == 2 and r.randrange(40) == 0: district = random.choice(districts)
            if extract == 2 and r.randrange(60) == 0: continue
            cells = [person, district, "udda%d" % r.randrange(2000) if r.randrange(300) == 0 else r.choice(occupations), r.choice(["", "barn", "äldre"]),
                     r.choice(["tillsvidare", "tillsvidare", "visstid"]), r.choice("KM"), str(r.randrange(1950, 1985)), r.choice(["100", "75,5", ""]),
                     day(start), day(end) if end < last else "", "pension" if end < last else ""]
            kind = r.randrange(400)
            if kind == 0: cells[8] = "2019-02-30"
            if kind == 1: cells[1] = '"Nor""ra"'
            if kind == 2: cells[2] = 'so"c'
            if kind == 3: cells.append("mycket")
            if kind == 4: cells[9] = "2090-01-01"
            if start < last: yield ";".join(cells)
            if kind == 5: yield ";".join(cells)
            start = end + r.choice([1, 30, 200])
for extract, name in (1, "a 2020.csv"), (2, "b 2021.csv"):
    with open("delivery/staff/" + name, "w") as f:
        f.write(header + "\n" + "".join(row + "\n" for row in rows(extract)))
END

# settings KEY=VALUE...: [clean] of what follows.
settings() {
    { echo '[clean]' && printf '%s\n' reject_budget_percent=100 "$@" && printf '%s\n' '[turnover]' first_year=2011 last_year=2020 && cat files.txt; } >delivery/report.ini
    "$bin/settings" --input delivery/report.ini --output-dir settings
}

clean() { # FOLDER SETTING... [-- WRAPPER...]
    local folder=$1 given=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do given+=("$1") && shift; done
    [ $# -eq 0 ] || shift
    rm -rf "$folder" && mkdir -m 700 "$folder" && settings "${given[@]}" || return 70
    "$@" "$bin/clean" --delivery delivery --settings settings/clean.ini --files settings/files.ini --output-dir "$folder"
}

tables='spells rejects notes revisions intake extracts control counts'
same_tables() { # WHAT
    local table
    for table in $tables; do cmp -s "bound/$table.csv" "free/$table.csv" || { not_ok "$1" "$table.csv differs" && return; }; done
    ok "$1"
}

within() { # NAME KIBIBYTES BOUND
    if [[ $bin == */san/bin ]]; then
        skip "$1" 'the sanitizers have memory of their own'
    else
        expect "$1: $2 of $3 KiB" test "$2" -le "$3"
    fi
}

traced=yes
strace -o calls true 2>/dev/null || traced=
measure=(python3 "$project/tests/support/measured.py")

# ---- clean: the same whatever the bound ----
printf '[files]\nstaff/a 2020.csv=extraction_date 2020-12-31\nstaff/b 2021.csv=extraction_date 2021-12-31\n' >files.txt
expect_exit 0 'without a bound the delivery is cleaned' clean free threads=1
expect 'there are more spells than any bound below holds' test "$(wc -l <free/spells.csv)" -gt 40000
expect 'and much was merged, revised and rejected' test "$(wc -l <free/revisions.csv)" -gt 500 -a "$(wc -l <free/rejects.csv)" -gt 100
expect_text 'and rare words were joined' free/spells.csv övriga
for n in 1 2 7; do
    expect_exit 0 "with the least memory in $n threads" clean bound threads=$n memory=$least -- "${measure[@]}" memory
    same_tables '... the tables are the same'
    within '... memory is within the bound' "$(cat memory)" 13568
done
for memory in 20M 1G; do
    expect_exit 0 "with $memory in two threads" clean bound threads=2 memory=$memory -- "${measure[@]}" memory
    same_tables '... the tables are the same'
done
if [ "$traced" ]; then
    clean bound threads=1 memory=$least -- strace -f -qq -e trace=pwrite64 -o calls
    expect 'the least memory takes many runs' test "$(grep -c pwrite64 calls)" -gt 15
    clean bound threads=1 memory=1G -- strace -f -qq -e trace=pwrite64 -o calls
    expect 'what memory has room for is not written' test "$(grep -c pwrite64 calls)" -eq 0
fi

# Each way in which a file is read.
both() { # WHAT SETTING...
    local what=$1
    shift
    clean free threads=1 "$@" && expect_exit 0 "with the least memory, $what" clean bound threads=2 memory=$least "$@" && same_tables '... the tables are the same'
}
echo '[files]' >files.txt
both 'where extraction dates are assumed'
expect_text '... which was noted' bound/notes.csv extraction_assumed
expect_text '... and ends too far ahead were rejected' bound/rejects.csv date_range
printf 'file,line,person,field,old,new,reason,who,date\na 2020.csv,,p1,kön,,M,fel,hr,2021-12-01\n' >delivery/corrections.csv
both 'with a mend' extraction_date=2021-12-31
rm delivery/corrections.csv
printf 'date,district,occupation,persons,explanation\n2019-11-01,Norra,,9,vi vet\n2019-11-01,,soc,9,vi vet\n' >delivery/control_totals.csv
both "beside HR's totals" extraction_date=2021-12-31
expect '... which were counted' test "$(awk -F, 'NR > 1 && $5 > 100' bound/control.csv | wc -l)" -eq 2
rm delivery/control_totals.csv
mkdir delivery/codes
printf 'word,code\nfinns inte,socialsekreterare\n' >delivery/codes/occupation.csv
expect_exit 1 'where nobody is followed up, that is said with a bound too' clean bound memory=$least extraction_date=2021-12-31
expect_text '... in the same words' stderr 'inget yrke i uttaget finns i kodlistan'
rm -r delivery/codes
mkdir away && mv delivery/staff/* away/
python3 - <<'END'
import random
random.seed(5)
for year in range(2014, 2022):
    with open("delivery/staff/bild %d.csv" % year, "w") as f:
        f.write("personid;förvaltning;yrke;kön;födelseår;uttagsdatum\n")
        for i in random.sample(range(9000), 6000):
            r = random.Random(i)
            f.write("s%d;%s;soc;%s;%d;%d-12-31\n" % (i, random.choice(["Norra", "Södra"]) if year % 5 == 0 else r.choice(["Norra", "Södra"]), r.choice("KM"), r.randrange(1950, 1990), year))
END
both 'of snapshots'
expect '... which were joined' test "$(wc -l <bound/spells.csv)" -lt 45000
rm delivery/staff/* && mv away/* delivery/staff/

# ---- too little, and no number ----
expect_exit 1 'too little memory is refused' clean bound memory=13M
expect_text '... with the least that does' stderr 'settings/clean.ini:12: memory: 13M är för lite: ange minst 14M under [clean] i report.ini, eller lämna nyckeln tom'
for wrong in 512 M 0M 512MB 1,5G -1M 1T; do
    expect_exit 1 "memory = $wrong is no amount of memory" settings memory=$wrong
done
expect_text '... and it is said how it is written' stderr 'ska vara ett heltal följt av K, M eller G, till exempel 512M'
for right in 512m 2G 600000k; do expect_exit 0 "memory = $right is one" settings memory=$right; done

# ---- turnover ----
clean free extraction_date=2021-12-31 rare_words=0 && sed -i 's/^memory=.*//' settings/turnover.ini
turnover() { # FOLDER THREADS MEMORY WRAPPER...
    rm -rf "$1" && mkdir -m 700 "$1" && { sed '/^threads\|^memory/d' settings/turnover.ini && printf 'threads=%s\nmemory=%s\n' "$2" "$3"; } >turnover.ini || return 70
    local folder=$1
    shift 3
    "$@" "$bin/turnover" --spells free/spells.csv --extracts free/extracts.csv --counts free/counts.csv --settings turnover.ini \
        --output-cells "$folder/cells.csv" --output-flows "$folder/flows.csv" --output-rates "$folder/rates.csv"
}
expect_exit 0 'without a bound the register is counted' turnover all 1 ''
counts_same() {
    local table
    for table in cells flows rates; do cmp -s "bound/$table.csv" "all/$table.csv" || { not_ok "$1" "$table.csv differs" && return; }; done
    ok "$1"
}
expect_exit 1 'memory that the tables of months do not fit is refused' turnover bound 1 18M
least=$(sed -n 's/.*ange minst \([0-9]*\)M under \[turnover\].*/\1/p' stderr)
expect '... with the least that does' test "${least:-0}" -gt 18
for n in 1 2 7; do
    expect_exit 0 "with the least, in $n threads at most" turnover bound $n "${least}M" "${measure[@]}" memory
    counts_same '... the tables are the same'
    within '... memory is within the bound' "$(cat memory)" $((least * 1024))
done
expect_exit 1 'less than there is room for anything is refused' turnover bound 1 9M
expect_text '... with the least that may do' stderr 'memory: 9M är för lite: ange minst 18M under [turnover]'

# ---- disks ----
left() { # FOLDER: what is there, but the workbook for HR, which is written first
    find "$1" -mindepth 1 ! -name fixlista.xlsx | sort
}
least_clean=13568K
if [ "$traced" ] && [[ $bin != */san/bin ]]; then
    clean bound threads=1 memory=$least_clean extraction_date=2021-12-31 -- strace -f -qq -e trace=pwrite64,pread64 -o calls
    for call in pwrite64:ENOSPC pread64:EIO; do
        said='clean: bound: kan inte skriva det som memory i report.ini inte låter minnet rymma: disken är full'
        [ $call = pwrite64:ENOSPC ] || said='clean: bound: kan inte läsa tillbaka det som skrevs på disken för att hålla memory i report.ini: fel vid läsning eller skrivning på disken'
        of=$(grep -c "${call%:*}(" calls)
        for n in $((of / 2)) "$of"; do # the first reads are the loader's
            expect_exit 3 "${call%:*} number $n of $of fails" clean bound threads=1 memory=$least_clean extraction_date=2021-12-31 -- \
                strace -f -qq -e trace="${call%:*}" -e inject="${call%:*}:error=${call#*:}:when=$n" -o unused
            expect_text '... which is said' stderr "$said"
            is '... and nothing is left' "$(left bound)" ''
        done
    done
    expect_exit 3 'a full disk under the stays' turnover bound 1 "${least}M" strace -f -qq -e trace=pwrite64 -e inject=pwrite64:error=ENOSPC:when=3 -o unused
    expect_text '... is said' stderr 'turnover: bound: kan inte skriva det som memory i report.ini inte låter minnet rymma: disken är full'
    is '... and nothing is left' "$(left bound)" ''
    clean bound threads=1 memory=$least_clean extraction_date=2021-12-31 -- strace -f -qq -e trace=openat -o calls
    expect 'files that stand for memory are the owner'"'"'s alone' grep -q 'bound/.sort-.*O_EXCL.*, 0600)' calls
    (clean bound threads=1 memory=$least_clean extraction_date=2021-12-31 -- strace -f -qq -e trace=pwrite64 -e inject=pwrite64:signal=KILL:when=5 -o unused) 2>/dev/null
    is 'where the program is killed nothing is left' "$(left bound)" ''
else
    skip 'a full disk is said and nothing is left' 'strace is not here, or may not be used'
fi
settings memory=$least_clean extraction_date=2021-12-31
mkdir -m 700 -p small
(ulimit -f 200 && exec "$bin/clean" --delivery delivery --settings settings/clean.ini --files settings/files.ini --output-dir small) 2>stderr
is 'a file that may not be so large' $? 3
is '... leaves nothing' "$(left small)" ''
