#!/bin/sh
# propose.sh BIN PRIVATE SETTINGS PUBLISHED ORGANISATION - which numbers are to be told: proposals, until nothing can be worked out.
#
# protect proposes, audit tries to work out what is withheld, and says by which numbers that are shown; in the next proposal one of each
# such set is withheld too. Makes PRIVATE/found_out.csv (what was found out in all, by what; mostly nothing) and PRIVATE/shown_series.csv
# (which series are told in all years). Trends are tested afterwards, and hang on the series alone. Where nothing more can be withheld
# it fails as the audit does, before any table is public. RUN stands in front of each program.
set -u
bin=$1 private=$2 settings=$3 published=$4 organisation=$5 rounds=40

# Of a run that was killed a program may still be writing: this one has a folder of its own.
umask 077
rm -rf "$private"/proposed.* 2>/dev/null
proposed=$(mktemp -d "$private/proposed.XXXXXX") || exit 3
trap 'rm -rf "$proposed"' EXIT
trap 'exit 130' INT TERM
found=$proposed/found_out.csv
echo 'set,table,key,column,weight' >"$found" || exit 3

set -- --settings "$settings/protect.ini" --public "$proposed" --published "$published" --report "$settings/report.ini" \
    --organisation "$organisation"
for _ in $(seq $rounds); do
    cp "$found" "$proposed/before" || exit 3
    # shellcheck disable=SC2086  # RUN is words
    ${RUN:-} "$bin/protect" --private "$private" "$@" --found-out "$found" --shown-series "$proposed/shown_series.csv" || exit
    # shellcheck disable=SC2086
    if ${RUN:-} "$bin/audit" "$@" --output "$proposed/audit.csv" --reasons "$found" 2>"$proposed/said"; then
        # Both or none: make takes the older of them for what is still to be made.
        mv "$found" "$private/found_out.csv" && mv "$proposed/shown_series.csv" "$private/shown_series.csv"
        exit
    else
        status=$?
    fi
    [ $status -eq 1 ] && ! cmp -s "$found" "$proposed/before" || break
done
cat "$proposed/said" >&2
exit $status
