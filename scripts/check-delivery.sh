#!/bin/sh
# check-delivery.sh BIN RAW - reads and checks a delivery, writes nothing in it and nothing beside it.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$1/delivery" --input "$2" --output "$dir/delivery.txt"
"$1/settings" --input "$2/report.ini" --output-dir "$dir"
"$1/clean" --delivery "$2" --settings "$dir/clean.ini" --files "$dir/files.ini" --output-dir "$dir" --only check
organisation=$2/organisation.csv
[ -e "$organisation" ] || organisation=
"$1/indicators" --delivery "$2" --organisation "$organisation" --settings "$dir/indicators.ini" --files "$dir/files.ini" --output-dir "$dir"
