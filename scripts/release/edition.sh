#!/bin/sh
# edition.sh REPORT.ini - prints the report's edition, of the settings that stage settings has read.
exec sed -n 's/^edition *= *//p' "$1"
