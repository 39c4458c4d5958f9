#!/usr/bin/env bash
# The audit has teeth: where one of the suppressions that stand beside others is taken away, it finds the leak. CASES are tried
# (60), spread over the random registers of SEEDS; tests/long tries 200. A few tell no reader anything, but more to one who knows
# what is withheld: which numbers are small, who was alone, what no table shows (tests/support/teeth.sh). What neither of them
# needs is withheld in vain, and named.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
. "$(dirname "$0")/../support/teeth.sh"
cases=${CASES:-60}
read -ra seeds <<<"${SEEDS:-201}"
each=$(((cases + ${#seeds[@]} - 1) / ${#seeds[@]}))
for seed in "${seeds[@]}"; do
    protect_register "$seed" "$dir/$seed" persons="${PERSONS:-500}" units="${UNITS:-7}" years="${YEARS:-6}" >"$dir/said" 2>&1 ||
        not_ok "register $seed is protected" "$(tail -3 "$dir/said")"
    withheld_beside "$dir/$seed/private" "$dir/$seed/public" >"$dir/beside.csv"
    step=$(($(wc -l <"$dir/beside.csv") / each))
    bite "$dir/$seed/private" "$dir/$seed/public" "$dir/$seed/settings/protect.ini" 1 $((step > 0 ? step : 1)) | head -n "$each" >>"$dir/bitten.csv"
done
found=$(grep -c '^found,' "$dir/bitten.csv")
tried=$(wc -l <"$dir/bitten.csv")
known=$(grep -c '^known,' "$dir/bitten.csv")
printf '# %d of %d taken away are found, %d more by who knows what is withheld\n' "$found" "$tried" "$known"
grep '^missed,' "$dir/bitten.csv" | sed 's/^/# withheld in vain: /'
expect "as many were tried as were asked for" test "$tried" -ge $((cases * 9 / 10))
expect "every one could be shown again" test "$(grep -c '^failed' "$dir/bitten.csv")" -eq 0
expect "nine in ten that are taken away are found, and more" test $((10 * found)) -ge $((9 * tried))
expect "with who knows what is withheld 97 in a hundred are, and more" test $((100 * (found + known))) -ge $((97 * tried))
