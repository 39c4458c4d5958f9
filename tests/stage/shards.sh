#!/usr/bin/env bash
# A register counted in shards gives the tables of one that is counted whole, to the byte.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

turnover() { # OPTION...: into the folder `to`
    "$bin/turnover" --spells "$at/private/spells.csv" --extracts "$at/private/extracts.csv" --counts "$at/private/counts.csv" \
        --organisation "$organisation" --settings "$at/settings/turnover.ini" --output-cells "$to/cells.csv" --output-flows "$to/flows.csv" \
        --output-rates "$to/rates.csv" "$@"
}

# Whatever is unlikely is found and told of, and stops nothing.
cat >lenient.ini <<'END'
[checks]
mass_changes = flag
ends_at_extraction = flag
partial_snapshot = flag
missing_leavers = flag
shared_id = flag
smallest = 5
factor = 2
share = 0.1
snapshot_drop = 1
cause_jump = 1
posts_at_once = 2
END
checks() { # OPTION...
    "$bin/checks" --spells "$at/private/spells.csv" --counts "$at/private/counts.csv" --organisation "$organisation" \
        --settings lenient.ini --turnover "$at/settings/turnover.ini" --output "$to/checks.csv" "$@"
}

retention() { # OPTION...
    "$bin/retention" --spells "$at/private/spells.csv" --extracts "$at/private/extracts.csv" --rates "$to/rates.csv" \
        --organisation "$organisation" --turnover "$at/settings/turnover.ini" --settings "$at/settings/retention.ini" \
        --protect "$at/settings/protect.ini" --output-dir "$to" "$@"
}

each_shard() { # N STEP COMMAND
    for k in $(seq "$1"); do
        "$3" --step "$2" --shard "$k/$1" --shards "$to/shards" || return
    done
}

in_shards() { # N
    each_shard "$1" facts turnover && each_shard "$1" count checks && checks --step sum --shard "$1" --shards "$to/shards" &&
        each_shard "$1" count turnover && turnover --step sum --shard "$1" --shards "$to/shards" &&
        each_shard "$1" count retention && retention --step sum --shard "$1" --shards "$to/shards"
}

compare() { # FOLDER N...: its delivery, whole and in shards
    at=$1 organisation= to=$1/whole
    [ -e "$at/delivery/organisation.csv" ] && organisation=$at/delivery/organisation.csv
    mkdir -p "$at/settings" "$at/private" "$to"
    expect_exit 0 "$1: the settings are split" "$bin/settings" --input "$at/delivery/report.ini" --output-dir "$at/settings"
    expect_exit 0 "$1: the register is cleaned" "$bin/clean" --delivery "$at/delivery" --settings "$at/settings/clean.ini" --files "$at/settings/files.ini" \
        --output-dir "$at/private"
    expect_exit 0 "$1: it is looked at" checks
    expect_exit 0 "$1: it is counted whole" turnover
    expect_exit 0 "$1: and followed" retention
    expect "$1: there is something to count" test "$(wc -l <"$to/rates.csv")" -gt 50
    for n in "${@:2}"; do
        to=$at/$n
        mkdir "$to"
        expect_exit 0 "$1: it is counted in $n" in_shards "$n"
        for table in "$at"/whole/*.csv; do
            expect_same "$1: $(basename "$table") of $n" "$to/$(basename "$table")" "$table"
        done
    done
}

spoil() { cat; }
drawn() { # FOLDER SEED SHAPE PERSONS N...
    mkdir -p "$1/delivery/staff" "$1/delivery/counts" "$1/delivery/codes"
    awk -v seed="$2" -v dir="$1/delivery" -v shape="$3" -v persons="$4" -v units=9 -v years=5 -f "$project/tests/support/random_register.awk" </dev/null
    [ ! -e "$1/delivery/staff/register.csv" ] || { spoil <"$1/delivery/staff/register.csv" >spoilt.csv && cp spoilt.csv "$1/delivery/staff/register.csv"; }
    rmdir --ignore-fail-on-non-empty "$1/delivery/staff" "$1/delivery/counts"
    compare "$1" "${@:5}"
}

drawn drawn 11 '' 900 1 3

# Nothing half-made is taken for whole, and no disorder is overlooked, be it between two shards.
at=drawn to=drawn/3 organisation=
[ -e drawn/delivery/organisation.csv ] && organisation=drawn/delivery/organisation.csv
rm drawn/3/shards/2-of-3/shard_counted.csv
full() { (ulimit -f 8 && turnover --step count --shard 2/3 --shards drawn/3/shards); }
expect_exit 3 'a full disk is said' full
expect 'the shard is not counted then' test ! -e drawn/3/shards/2-of-3/shard_counted.csv
expect 'and nothing half-made is left' test -z "$(find drawn/3/shards -name '*.part')"
expect_exit 3 'nor are shards added up that are not there' turnover --step sum --shard 3 --shards drawn/3/shards

cp -r drawn/private drawn/ordered
awk -F, 'NR == 1 || ($1 != last && n++ < 6) { print } { last = $1 }' drawn/ordered/spells.csv >six.csv
is 'six persons' "$(wc -l <six.csv)" 7
for k in 2 3 4 5 6; do
    { head -n 1 six.csv && tail -n "+$((k + 1))" six.csv && sed -n "2,${k}p" six.csv; } >drawn/private/spells.csv
    mkdir "swapped$k" && to=swapped$k
    expect_exit 0 "swapped after $((k - 1)): facts" each_shard 2 facts turnover
    expect_exit 1 '... one of the shards refuses' each_shard 2 count turnover
    expect_text '... for persons are out of order' stderr 'personerna står inte i ordning'
done
rm -r drawn/private && mv drawn/ordered drawn/private
expect 'the tables of shards are their owner'\''s alone' test -z "$(find drawn/3/shards -type f -perm /077 -o -type d -perm /077)"
drawn snapshots 12 snapshots 300 3
# Some units are missing in a snapshot, and those of others get new ids, with six posts at once.
spoil() {
    awk -F';' -v OFS=';' 'NR == 1 || $10 < "2022-05-01" { print; next } $10 == "2022-05-01" && /Enhet 0[12]/ { next }
        /Enhet 0[345]/ { $1 = "n" $1; print; for (i = 1; i < 6; i++) { $4 = "annan" i; print } next } { print }'
}
drawn spoilt 12 snapshots 300 3
cut -d, -f1 spoilt/whole/checks.csv | sort -u >found; for check in missing_district new_ids shared_id; do
    expect "there is something to find: $check" grep -qx "$check" found
done
spoil() { cat; }
drawn counts 13 counts 300 2
drawn few 14 '' 20 12
mkdir example && cp -r "$project/data/raw" example/delivery
compare example 3
