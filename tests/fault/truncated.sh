#!/usr/bin/env bash
# A staff file that ends after any of its bytes, as an interrupted copy does: it is refused, or every record of it is accounted for and none
# is other than in the whole file. Small tables beside it may end anywhere too. Every fifth byte; with LONG=1 each, and of a longer file.
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
step=${LONG:+1}
step=${step:-5}
mkdir -p "$dir/raw/staff" "$dir/raw/codes" "$dir/out"
printf '[clean]\nreject_budget_percent = 100\n[files]\nuttag.csv = extraction_date 2020-12-31\n' >"$dir/report.ini"
{
    echo '"personid";"förvaltning";"yrke";"anställd_från";"anställd_till";"avgångsorsak"'
    echo 'x1;Södra;s;2019-01-01;2019-03-31;pension'
    for ((n = 2; n < ${LONG:+4}4; n++)); do echo "x$n;A;s;2018-02-0$((n % 9 + 1));;"; done
    printf 'y1;"A;B ""och"" C";s;2019-01-01;;\r\n'
    printf 'y2;"Två\nrader";s;2019-01-01;2020-02-29;"eget val"\n'
} >"$dir/whole.csv"
bytes=$(stat -c %s "$dir/whole.csv")
clean() {
    rm -f "$dir"/out/*
    "$bin/clean" --delivery "$dir/raw" --settings "$dir/report.ini" --output-dir "$dir/out" >"$dir/stdout" 2>"$dir/stderr"
}
cp "$dir/whole.csv" "$dir/raw/staff/uttag.csv"
expect_exit 0 'the whole file is read' clean
# What a record says without where it stands; of the last one a part of a name or a cause may be left.
spells() { tail -n +2 "$dir/out/spells.csv" | cut -d, -f2-5 | sort; }
spells >"$dir/spells"

bad=
refused=0
for ((n = 0; n < bytes; n += step)); do
    head -c "$n" "$dir/whole.csv" >"$dir/raw/staff/uttag.csv"
    clean
    status=$?
    if [ $status -eq 1 ]; then
        refused=$((refused + 1))
        [ "$(wc -l <"$dir/stderr")" -eq 1 ] && [ ! -e "$dir/out/spells.csv" ] && continue
        bad="$bad $n: refused, and $(ls "$dir/out")"
    elif [ $status -ne 0 ]; then
        bad="$bad $n: exit $status $(tail -n 1 "$dir/stderr")"
    else
        awk -F, 'NR == 2 { exit !($10 == $11 + $12 + $13) }' "$dir/out/intake.csv" || bad="$bad $n: records are lost"
        [ "$(spells | comm -13 "$dir/spells" - | wc -l)" -le 1 ] || bad="$bad $n: more than the last record is another"
    fi
done
if [ -z "$bad" ]; then
    ok "lengths of 0 to $bytes are refused ($refused) or accounted for"
else
    not_ok "lengths of 0 to $bytes are refused or accounted for" "$bad"
fi

cp "$dir/whole.csv" "$dir/raw/staff/uttag.csv"
table() { # NAME IN_DELIVERY: cut after each byte, clean says yes or no, and never dies
    local n size
    bad=
    size=$(stat -c %s "$dir/raw/$2")
    cp "$dir/raw/$2" "$dir/table"
    for ((n = 0; n < size; n += step)); do
        head -c "$n" "$dir/table" >"$dir/raw/$2"
        clean
        status=$?
        [ $status -le 2 ] && { [ $status -eq 0 ] || [ "$(wc -l <"$dir/stderr")" -eq 1 ]; } || bad="$bad $n: exit $status $(tail -n 1 "$dir/stderr")"
    done
    rm "$dir/raw/$2"
    if [ -z "$bad" ]; then ok "$1"; else not_ok "$1" "$bad"; fi
}
printf 'title,occupation,from\n"s",socialsekreterare,2018-01-01\n' >"$dir/raw/codes/occupation.csv"
table 'a list of codes may end anywhere' codes/occupation.csv
printf 'date,district,persons,explanation\n2019-02-01,A,9,"se ""b"""\n' >"$dir/raw/control_totals.csv"
table 'headcounts may end anywhere' control_totals.csv
printf 'file,line,person,field,old,new,reason,who,date\nstaff/uttag.csv,2,,yrke,s,t,"å",ö,2020-01-01\n' >"$dir/raw/corrections.csv"
table 'corrections may end anywhere' corrections.csv
