#!/usr/bin/env bash
# Holds our reference numbers against the oracle: every value of it is tested or left out on purpose, none is both, and what
# we copied is what it says. Skipped where the oracle is not there. usage: oracle.sh [ORACLE [DIR]]
#
# The oracle's expected.csv begins case,quantity,value,rel_tol; DIR's README.md has the table of what is left out:
# | case | quantity | values | why |, with wildcards.
. "$(dirname "$0")/../support/shell.sh"
oracle=${1:-$shared/oracle/expected.csv}
here=${2:-$project/tests/reference}

if [ ! -e "$oracle" ]; then
    skip "every value of the oracle is tested or left out on purpose" "no oracle at hand"
    exit 0
fi

# What is tested, and what of the oracle is not: case,quantity a line; what was copied wrongly goes to $dir/differs.
awk -F, -v missing="$dir/missing" -v differs="$dir/differs" -v known="$dir/known" '
    FNR == 1 { next }
    FILENAME != oracle {
        times[$1, $2]++
        value[$1, $2] = $3; tolerance[$1, $2] = $4
        next
    }
    !(($1, $2) in value) { print $1 "," $2 >missing; next }
    {
        print $1 "," $2 >known
        if (times[$1, $2] > 1) print $1 "," $2 ": stands twice" >differs
        if (value[$1, $2] != $3 || tolerance[$1, $2] + 0 != $4 + 0)
            print $1 "," $2 ": " value[$1, $2] " within " tolerance[$1, $2] ", oracle " $3 " within " $4 >differs
    }' oracle="$oracle" "$here"/expected_*.csv "$oracle"
touch "$dir/missing" "$dir/differs" "$dir/known"

if [ -s "$dir/differs" ]; then
    not_ok "what was copied of the oracle is what it says" "$(head -n 20 "$dir/differs")"
else
    ok "what was copied of the oracle is what it says"
fi

cases=() quantities=() counts=() found=()
while IFS='|' read -r _ case quantity count _; do
    cases+=("${case// /}") quantities+=("${quantity// /}") counts+=("${count//[ ,]/}") found+=(0)
done < <(sed -n '/^| case | quantity | values |/,/^$/p' "$here/README.md" | sed -e 1,2d -e '/^$/d')

left_out() { # CASE QUANTITY: counts the first row that names it
    local i
    for i in "${!cases[@]}"; do
        # Wildcards on purpose.
        # shellcheck disable=SC2053
        if [[ $1 == ${cases[i]} && $2 == ${quantities[i]} ]]; then
            found[i]=$((found[i] + 1))
            return 0
        fi
    done
    return 1
}

nowhere=
while IFS=, read -r case quantity; do
    left_out "$case" "$quantity" || nowhere+="$case,$quantity"$'\n'
done <"$dir/missing"
if [ -n "$nowhere" ]; then
    not_ok "every value of the oracle is tested or left out on purpose" "$nowhere"
else
    ok "every value of the oracle is tested or left out on purpose"
fi

wrong=
for i in "${!cases[@]}"; do
    [ "${found[i]}" = "${counts[i]}" ] || wrong+="${cases[i]} ${quantities[i]}: ${found[i]} values, the table says ${counts[i]}"$'\n'
done
if [ -n "$wrong" ]; then
    not_ok "the table of what is left out counts rightly" "$wrong"
else
    ok "the table of what is left out counts rightly"
fi

both=
while IFS=, read -r case quantity; do
    ! left_out "$case" "$quantity" || both+="$case,$quantity"$'\n'
done <"$dir/known"
if [ -n "$both" ]; then
    not_ok "nothing is both tested and left out" "$both"
else
    ok "nothing is both tested and left out"
fi
echo "# $(wc -l <"$dir/known") of the oracle's values are tested, $(wc -l <"$dir/missing") left out"
