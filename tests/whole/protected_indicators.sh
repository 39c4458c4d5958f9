#!/usr/bin/env bash
# Random indicators through the wall: the attacker finds nothing in what is public. SEEDS="1 2 3" names others than those of every day;
# tests/long runs many.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_indicators.sh"
cd "$dir" || exit 3
indicators_private . || not_ok "the stage indicators gives the headers"
# Of every second city some have no row.
for each in ${SEEDS:-$(seq 401 408)}; do
    export LEAVING=$((each % 2))
    rm -f private/indicators.csv private/distributions.csv
    if ! indicators_random "$each" . || [ ! -s private/indicators.csv ]; then
        not_ok "the indicators of city $each are drawn"
        continue
    fi
    if ! "$bin/protect" --private private --settings protect.ini --public public 2>said; then
        not_ok "the indicators of city $each are protected" "$(cat said)"
        continue
    fi
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv 2>said
    case $? in
    0) ok "nothing withheld is found of the indicators of city $each" ;;
    *) not_ok "nothing withheld is found of the indicators of city $each" "$(cat said) $(grep -v ',$' details.csv | head -5)" ;;
    esac
    withheld=$((${withheld:-0} + $(grep -c ',withheld' public/public_indicators.csv)))
done
expect "something was withheld ($withheld)" test "$withheld" -gt 50

# ---- two reports of the same, the second after districts have become one and some numbers have been revised
printf '[report]\nedition = 2022\n' >report.ini
mkdir settings && cp protect.ini report.ini settings
beside=(--published published --report report.ini --organisation private/organisation.csv)
export LARGE=1 # few person-years are another test's
for each in ${EDITIONS:-$(seq 401 408)}; do
    export LEAVING=$((each % 2))
    rm -rf published && mkdir -p published/2021
    LATER=0 indicators_random "$each" . && "$bin/protect" --private private --settings protect.ini --public public &&
        cp public/*.csv published/2021 && LATER=1 indicators_random "$each" . &&
        "$bin/protect" --private private --settings protect.ini --public public || not_ok "both reports of city $each are made"
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv "${beside[@]}" 2>said &&
        not_ok "a second report that does not know the first gives away something of city $each" ||
        ok "a second report that does not know the first gives away something of city $each"
    "$project/scripts/propose.sh" "$bin" private settings published private/organisation.csv 2>said &&
        "$bin/protect" --private private --settings protect.ini --public public "${beside[@]}" --found-out private/found_out.csv &&
        "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv "${beside[@]}" 2>said &&
        ok "... and one that does gives away nothing" ||
        not_ok "... and one that does gives away nothing" "$(cat said) $(grep -v ',$' details.csv | head -5)"
done
export LARGE=0

# ---- and the attacker has teeth: what is withheld for others' sake, shown again one at a time, is found
for each in ${TEETH:-402}; do
    export LEAVING=$((each % 2))
    indicators_random "$each" . && "$bin/protect" --private private --settings protect.ini --public public || {
        not_ok "city $each is protected"
        continue
    }
    python3 "$project/tests/support/unveil_indicators.py" private public protect.ini "$bin/audit" shown >>bites
done
n=$(wc -l <bites)
found=$(grep -c '^found' bites)
if [ "$n" -ge 10 ] && [ $((10 * found)) -ge $((9 * n)) ] && ! grep -q '^failed' bites; then
    ok "what is shown again is found ($found of $n)"
else
    not_ok "what is shown again is found ($found of $n)" "$(grep -v '^found' bites)"
fi
