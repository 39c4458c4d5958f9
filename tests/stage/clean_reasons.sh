#!/usr/bin/env bash
# Every reason why a record is not used, each met by a record of its own: line, column and code. What the codes say to people stands in
# docs/fel-i-uttaget.md, word for word (tests/unit/test_reason.c).
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
mkdir -p "$dir/raw/staff" "$dir/raw/counts" "$dir/out"
printf '[clean]\nreject_budget_percent = 100\n[files]\nspells.csv = extraction_date 2020-12-31\n' >"$dir/report.ini"

long=$(printf 'x%.0s' {1..300})
huge=$(head -c 70000 /dev/zero | tr '\0' x)
{
    echo 'personnummer;personid;förvaltning;yrke;sysselsättningsgrad;födelseår;anställd_från;anställd_till'
    echo ';x1;A;s;100;;2019-01-01;'             # used
    echo ';x2;A;s;100'                          # field_count
    echo ';x3;A"B;s;100;;2019-01-01;'           # stray_quote
    echo ";x4;$huge;s;100;;2019-01-01;"         # field_too_long
    printf ';x5;S\366dra;s;100;;2019-01-01;\n'  # bad_bytes
    echo 'personnummer;personid;förvaltning;yrke;sysselsättningsgrad;födelseår;anställd_från;anställd_till' # repeated_header
    echo ';;A;s;100;;2019-01-01;'               # id_missing
    echo '12345;;A;s;100;;2019-01-01;'          # id_format
    echo '19990231-1234;;A;s;100;;2019-01-01;'  # id_birth_date
    echo '197901232385;;A;s;100;;2019-01-01;'   # id_check_digit
    echo '150916-0006;;A;s;100;;2019-01-01;'    # id_serial
    echo '191212121212;;A;s;100;;2019-01-01;'   # id_dummy
    echo ';x6;;s;100;;2019-01-01;'              # district_missing
    echo ";x7;$long;s;100;;2019-01-01;"         # name_too_long
    echo ';x8;A;s;100;;;'                       # start_missing
    echo ';x9;A;s;100;;31/12/2019;'             # date_format
    echo ';y1;A;s;100;;2019-02-29;'             # date_invalid
    echo ';y2;A;s;100;;2190-01-01;'             # date_range
    echo ';y3;A;s;100;;1900-01-01;'             # start_sentinel
    echo ';y4;A;s;100;;2019-06-01;2019-05-31'   # end_before_start
    echo ';y5;A;s;100;;2021-06-01;'             # start_after_extraction
    echo '197610132396;;A;s;100;;1986-01-01;'   # age
    echo ';y6;A;s;100;åttio;2019-01-01;'        # birth_year
    echo ';y7;A;s;heltid;;2019-01-01;'          # grade_number
    echo ';y8;A;s;101;;2019-01-01;'             # grade_range
    echo ';y9;A;s;1,0;;2019-01-01;'             # grade_unit
    for i in $(seq 20); do echo ";z$i;A;s;100;;2019-01-01;"; done # so that one bad record is not a tenth
} >"$dir/raw/staff/spells.csv"
printf '%s\n' 'personid;förvaltning;yrke;uttagsdatum' 'x1;A;s;2019-11-01' 'x2;A;s;' >"$dir/raw/staff/snapshots.csv"
printf '%s\n' 'period;unit;exits;stock_close' '2019;A;1;10' '2019-13;A;1;10' '2019;A;1;10' '2018;A;en;10' '2018;A;1;1.000' >"$dir/raw/counts/counts.csv"

expect_exit 0 "a delivery with every fault there is" "$bin/clean" --delivery "$dir/raw" --settings "$dir/report.ini" --output-dir "$dir/out"
cut -d, -f1-4 "$dir/out/rejects.csv" | sed 1d >"$dir/got"
cat >"$dir/expected" <<'END'
counts/counts.csv,3,period,period
counts/counts.csv,4,unit,counted_twice
counts/counts.csv,5,exits,count_number
counts/counts.csv,6,stock_close,count_whole
staff/snapshots.csv,3,uttagsdatum,extraction_missing
staff/spells.csv,3,,field_count
staff/spells.csv,4,,stray_quote
staff/spells.csv,5,,field_too_long
staff/spells.csv,6,,bad_bytes
staff/spells.csv,7,,repeated_header
staff/spells.csv,8,personid,id_missing
staff/spells.csv,9,personnummer,id_format
staff/spells.csv,10,personnummer,id_birth_date
staff/spells.csv,11,personnummer,id_check_digit
staff/spells.csv,12,personnummer,id_serial
staff/spells.csv,13,personnummer,id_dummy
staff/spells.csv,14,förvaltning,district_missing
staff/spells.csv,15,förvaltning,name_too_long
staff/spells.csv,16,anställd_från,start_missing
staff/spells.csv,17,anställd_från,date_format
staff/spells.csv,18,anställd_från,date_invalid
staff/spells.csv,19,anställd_från,date_range
staff/spells.csv,20,anställd_från,start_sentinel
staff/spells.csv,21,anställd_till,end_before_start
staff/spells.csv,22,anställd_från,start_after_extraction
staff/spells.csv,23,personnummer,age
staff/spells.csv,24,födelseår,birth_year
staff/spells.csv,25,sysselsättningsgrad,grade_number
staff/spells.csv,26,sysselsättningsgrad,grade_range
staff/spells.csv,27,sysselsättningsgrad,grade_unit
END
expect_same "gives each record its reason, line and column" "$dir/got" "$dir/expected"
grep -oE '^\| `[a-z_]+`' "$project/docs/fel-i-uttaget.md" | tr -d '|` ' | sed '/normalised_date/,$d' | sort >"$dir/codes"
cut -d, -f4 "$dir/got" | sort -u >"$dir/met"
expect_same "and there is no other reason" "$dir/met" "$dir/codes"
