#!/bin/sh
# pick-lines.sh PART DELIVERY_LIST TO - the lines of the delivery's list that a part of the chain hangs on; TO is left alone where
# it says so already, and make then has nothing to do.
set -eu
umask 077
case $1 in
staff) pattern='^(staff/|counts/|codes/|corrections\.csv|control_totals\.csv)' ;;
organisation) pattern='^organisation\.csv' ;;
comparability) pattern='^comparability\.csv' ;;
events) pattern='^(events|comparability)\.csv' ;;
revisions) pattern='^revisions\.csv' ;;
indicators) pattern='^(indicators/|codes/)' ;;
text) pattern='^(text/|events\.csv|comparability\.csv|organisation\.csv|statements\.csv|revisions\.csv)' ;;
*) exit 2 ;;
esac
grep -E "$pattern" "$2" >"$3.part" || [ $? -eq 1 ]
if cmp -s "$3.part" "$3"; then rm "$3.part"; else mv "$3.part" "$3"; fi
