#!/bin/sh
# check-delivery.sh BIN RAW - reads and checks every file of a delivery, writes nothing in it and nothing beside it. What is wrong in
# one kind of file does not keep the others from being read: all that can be told is told at once. The exit status is the worst.
set -u
dir=$(mktemp -d) || exit 3
trap 'rm -rf "$dir"' EXIT
worst=0
try() {
    "$@"
    status=$?
    [ $status -le $worst ] || worst=$status
    return $status
}
try "$1/delivery" --input "$2" --output "$dir/delivery.txt"
try "$1/settings" --input "$2/report.ini" --output-dir "$dir" || exit $worst
try "$1/clean" --delivery "$2" --settings "$dir/clean.ini" --files "$dir/files.ini" --output-dir "$dir" --only check --units "$dir/units"
units=$dir/units
[ -e "$units" ] || units=
# An organisation that can not be read is told once, by written, and no name is judged without it.
organisation=$2/organisation.csv
"$1/written" --delivery "$2" --settings "$dir/report.ini" >"$dir/written" 2>&1
written=$?
[ -e "$organisation" ] && grep -qF "/organisation.csv" "$dir/written" && organisation= units=
[ -e "$organisation" ] || organisation=
try "$1/indicators" --delivery "$2" --organisation "$organisation" --units "$units" --settings "$dir/indicators.ini" --files "$dir/files.ini" --output-dir "$dir"
cat "$dir/written" >&2
[ $written -le $worst ] || worst=$written
[ $worst -ne 0 ] || echo "Alla filer i leveransen går att läsa."
exit $worst
