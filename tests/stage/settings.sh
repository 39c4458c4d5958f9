#!/bin/sh
. "$(dirname "$0")/../support/shell.sh"
settings=$bin/settings
out=$dir/fragments
mkdir "$out"

cat >"$dir/report.ini" <<'INI'
[turnover]
gap_days = 30
[report]
edition = 2025
INI

expect_exit 0 "a whole file is split into one fragment a section" \
    "$settings" --input "$dir/report.ini" --output-dir "$out"
expect_text "what is given stands in its fragment" "$out/turnover.ini" "gap_days=30"
expect_text "what is not given stands there with its default" "$out/trend.ini" "replicates=9999"
expect_text "a section without declared keys has its fragment too" "$out/files.ini" "[files]"
expect "fragments are private" test -z "$(find "$out" ! -perm 600 -type f)"

touch -d 2001-01-01 "$out"/*.ini
sed -i '1i ; a comment' "$dir/report.ini"
sed -i 's/2025/2026/' "$dir/report.ini"
"$settings" --input "$dir/report.ini" --output-dir "$out"
expect "only a fragment that changed is written anew" \
    test "$(find "$out" -newermt 2002-01-01 -name '*.ini' -exec basename {} \;)" = report.ini

printf '[turnover]\ngapdays = 30\n' >"$dir/report.ini"
expect_exit 1 "an unknown key is the sender's to mend" "$settings" --input "$dir/report.ini" --output-dir "$out"
expect_text "and is said with its line and the key that was meant" "$dir/stderr" \
    "settings: $dir/report.ini:2: [turnover] gapdays: okänd nyckel, menade du gap_days?"
expect_text "the fragments of the last good run stand" "$out/turnover.ini" "gap_days=30"

refused() { # NAME LINE KEY: report.ini is from stdin, and the message points at its line
    cat >"$dir/report.ini"
    expect_exit 1 "$1" "$settings" --input "$dir/report.ini" --output-dir "$out"
    expect_text "$1, at the line the user wrote" "$dir/stderr" "settings: $dir/report.ini:$2: $3: "
}
refused 'years that run backwards are refused' 3 last_year <<'INI'
[turnover]
first_year = 2020
last_year = 2018
INI
refused 'years of the trend that run backwards are refused' 3 last_year <<'INI'
[trend]
first_year = 2020
last_year = 2018
INI
refused 'a year to compare with that is not shown is refused' 4 base_year <<'INI'
[turnover]
first_year = 2018
[report]
base_year = 2017
INI
refused 'a year to compare that is not shown is refused' 4 compare_year <<'INI'
[turnover]
last_year = 2018
[report]
compare_year = 2019
INI
refused 'bands out of order are refused' 3 age_bands <<'INI'
[turnover]
gap_days = 30
age_bands = 30, 50, 40
INI
refused 'a band twice is refused' 2 tenure_bands <<'INI'
[turnover]
tenure_bands = 1, 2, 2
INI
refused 'a reference day that no year has is refused' 2 reference_day <<'INI'
[turnover]
reference_day = 02-30
INI
refused 'a reference day without its hyphen is refused' 2 reference_day <<'INI'
[turnover]
reference_day = 11001
INI
refused 'a plan period that is not two years is refused' 2 plan_periods <<'INI'
[turnover]
plan_periods = 2016-18
INI
refused 'plan periods that share a year are refused' 2 plan_periods <<'INI'
[turnover]
plan_periods = 2016-2018, 2018-2020
INI
cat >"$dir/report.ini" <<'INI'
[turnover]
first_year = 2018
last_year = 2018
reference_day = 02-29
plan_periods = 2019-2020, 2016-2018
[report]
base_year = 2018
compare_year = 2018
INI
expect_exit 0 "years that meet, a leap day and periods in any order are fine" \
    "$settings" --input "$dir/report.ini" --output-dir "$out"

expect_exit 3 "a missing file is the system's fault" "$settings" --input "$dir/none.ini" --output-dir "$out"
expect_exit 2 "half a command is refused" "$settings" --input "$dir/report.ini"
expect_exit 2 "a template and a file at once are refused" \
    "$settings" --template "$dir/t" --input "$dir/report.ini" --output-dir "$out"

expect_exit 0 "a template can be written" "$settings" --template "$dir/template.ini"
expect_exit 0 "and is accepted as it stands" "$settings" --input "$dir/template.ini" --output-dir "$out"
printf 'before\n' >"$dir/log"
"$settings" --template /dev/stdout >>"$dir/log"
expect_text "/dev/stdout goes behind what is there already" "$dir/log" "before"
expect_text "and is written" "$dir/log" ";gap_days = 60"
expect_exit 3 "a full disk is not success" "$settings" --template /dev/full

expect_exit 0 "help is given" "$settings" --help
expect_text "in Swedish, from the table of options" "$dir/stdout" "--output-dir MAPP  "
expect_text "with the exit statuses" "$dir/stdout" "Slutstatus: 0 klart, 1 fel i uppgifterna"
expect_exit 0 "the version is told" "$settings" --version
