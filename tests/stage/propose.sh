#!/usr/bin/env bash
# What the audit finds out of a proposal is withheld in the next: scripts/propose.sh, on a register of which protect alone would tell
# too much.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
at=$dir/216
p=$at/private
protect_register 216 "$at" persons=400 units=5 years=3 >"$dir/said" 2>&1
is 'a register becomes public' $? 0
propose() { # [VARIABLE=VALUE]
    env "$@" "$project/scripts/propose.sh" "$bin" "$p" "$at/settings" "$at/raw/published" ''
}
released() { # FOLDER [OPTION...]
    mkdir -p "$dir/$1" && "$bin/protect" --private "$p" --settings "$at/settings/protect.ini" --public "$dir/$1" "${@:2}"
}
audited() { # FOLDER
    "$bin/audit" --public "$dir/$1" --settings "$at/settings/protect.ini" --output "$dir/audit.csv"
}

released alone || not_ok 'the tables are protected' ''
expect_exit 1 'what protect alone would tell is found out' audited alone
rm -f "$p"/{found_out,shown_series}.csv
expect_exit 0 'proposals end with one of which nothing is' propose
expect 'it is written down by what something was found' test "$(wc -l <"$p/found_out.csv")" -gt 1
is 'for nobody else to read' "$(stat -c %a "$p/found_out.csv" "$p/shown_series.csv" | sort -u)" 600
is 'the proposals are gone' "$(find "$p" -name 'proposed*')" ''
expect_text 'the headline series is told' "$p/shown_series.csv" 'primary,all,all,all,yes'
released mended --found-out "$p/found_out.csv" || not_ok 'the tables are protected again' ''
expect_exit 0 'with that nothing is found out of what is told' audited mended
expect 'and more is withheld' test "$(awk -F, '{ n += $3 } END { print n }' "$dir/mended/withheld.csv")" -gt \
    "$(awk -F, '{ n += $3 } END { print n }' "$dir/alone/withheld.csv")"
cp "$p/found_out.csv" "$dir/once.csv"
expect_exit 0 'proposals once more' propose
expect_same 'end with the same' "$p/found_out.csv" "$dir/once.csv"

# A run that ends early leaves what was there, and the next one begins anew.
expect_exit 1 'where a program fails nothing is proposed' propose RUN=false
expect_same '... and what was found before stands' "$p/found_out.csv" "$dir/once.csv"
cat >"$dir/killer" <<'END'
#!/bin/sh
case $1 in *audit) kill -KILL $PPID ;; esac
exec "$@"
END
chmod +x "$dir/killer"
rm -f "$p/shown_series.csv"
propose RUN="$dir/killer" >"$dir/stdout" 2>"$dir/stderr"
is 'a run that is killed fails' $? 137
expect 'and leaves no list of series, which make would take for made' test ! -e "$p/shown_series.csv"
is 'what it proposed nobody else can read' "$(stat -c %a "$p"/proposed.*)" 700
expect_exit 0 'the next one begins anew' propose
expect_same 'and ends with the same' "$p/found_out.csv" "$dir/once.csv"

# Somebody else's list, or a broken one.
printf 'set,table,key,column,weight\n0,city,1999|nobody|none|all,exits,1\n1,no_table,x,y,-1\n' >"$dir/strange.csv"
released strange --found-out "$dir/strange.csv" || not_ok 'numbers that are not there are passed over' "$(cat "$dir/stderr")"
expect_same 'numbers that are not there change nothing' "$dir/strange/city.csv" "$dir/alone/city.csv"
printf 'set,table,key\n0,city,2020\n' >"$dir/broken.csv"
expect_exit 1 'a list without its columns is refused' released broken --found-out "$dir/broken.csv"
expect_text 'by its name' "$dir/stderr" "$dir/broken.csv"
