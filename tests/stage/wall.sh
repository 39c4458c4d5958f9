#!/bin/sh
. "$(dirname "$0")/../support/shell.sh"
out=build/wall/out

# The commands of a chain that keeps to the wall, with one more below it.
chain_with() {
    cat <<END
mkdir -p $out/private && chmod 700 $out/private
build/plain/bin/clean --delivery "\$RAW" --settings $out/settings/clean.ini --output-dir $out/private
build/plain/bin/turnover --spells $out/private/spells.csv \\
    --output-rates $out/private/rates.csv
build/plain/bin/protect --private $out/private --settings $out/settings/protect.ini --public $out/public
build/plain/bin/report --public $out/public --events "\$(test ! -e "\$RAW/events.csv" || printf %s "\$RAW/events.csv")" \\
    --text "\$RAW/text" --settings $out/settings/report.ini --output $out/report.md
build/plain/bin/audit --public $out/public --settings $out/settings/protect.ini --output $out/private/audit.csv
scripts/say-done.sh "\$OUT"
$1
END
}
crosses() { # NAME COMMAND WHY
    chain_with "$2" >"$dir/commands"
    expect_exit 1 "$1" "$project/scripts/check-wall.sh" "$dir/commands"
    expect_text "$1: says so" "$dir/stdout" "$3"
}

chain_with 'echo klart' >"$dir/commands"
expect_exit 0 "a chain that keeps to the wall passes" "$project/scripts/check-wall.sh" "$dir/commands"
crosses "a private table below the wall" \
    "build/plain/bin/figures --spells $out/private/spells.csv --output $out/figures/a.svg" "it names private/"
crosses "a private table on a continued line" "build/plain/bin/figures --output $out/figures/a.svg \\
    --spells $out/private/spells.csv" "it names private/"
crosses "a private table by a copy" "cp $out/private/rates.csv $out/public/rates.csv" "it names private/"
crosses "a private table by the name of the user's folder" "cat \"\$OUT/private/rates.csv\" >$out/report.md" "it names private/"
crosses "a private table that the audit reads" \
    "build/plain/bin/audit --public $out/public --details $out/private/rates.csv --output $out/private/audit.csv" \
    "it names private/"
crosses "the exact tables in any other program" \
    "build/plain/bin/report --public $out/private/exact --output $out/report.md" "it names private/"
chain_with "build/plain/bin/audit --public \$(if grep -q x $out/settings/protect.ini; then echo $out/private/exact; else echo $out/public; fi) \\
    --output $out/private/audit.csv" >"$dir/commands"
expect_exit 0 "the audit may judge what rounded tables are made of" "$project/scripts/check-wall.sh" "$dir/commands"
crosses "raw records below the wall" "build/plain/bin/report --staff \"\$RAW/staff\" --output $out/report.md" \
    "of the delivery it names staff"
crosses "the whole delivery below the wall" "build/plain/bin/report --delivery \"\$RAW\" --output $out/report.md" \
    "of the delivery it names everything"
crosses "a name that only begins like a public one" "cat \"\$RAW/text.csv\" >$out/report.md" \
    "of the delivery it names text.csv"
crosses "the whole output folder" "build/plain/bin/report --output-dir $out" "the whole output folder"

echo 'make: *** No rule' >"$dir/commands"
expect_exit 1 "a chain that make can not tell is not proven" "$project/scripts/check-wall.sh" "$dir/commands"
echo "cp a $out/public/b" >"$dir/commands"
expect_exit 1 "a chain without protect is not proven" "$project/scripts/check-wall.sh" "$dir/commands"
