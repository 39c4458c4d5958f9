#!/usr/bin/env bash
# Random registers through the chain to the wall: the attacker finds nothing in what is public. SEEDS="1 2 3" names others than
# those of every day, PERSONS and UNITS fix what is otherwise drawn; tests/long runs many.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
drawn="persons=${PERSONS:-500} units=${UNITS:-7} years=${YEARS:-6}"
for each in ${SEEDS:-201 202}; do
    # shellcheck disable=SC2086  # words
    protect_register "$each" "$dir/$each" $drawn >"$dir/said" 2>&1
    case $? in
    0) ok "nothing withheld is found in register $each" ;;
    *) not_ok "nothing withheld is found in register $each" "$(tail -3 "$dir/said")" ;;
    esac
    rm -rf "${dir:?}/$each"
done
