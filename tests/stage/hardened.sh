#!/usr/bin/env bash
# Every program of the chain is built so that a fault of memory is hard to make use of: position-independent, relocations read-only and
# bound at once, no executable stack, checked copies and stack guards where it has any.
. "$(dirname "$0")/../support/shell.sh"
if [[ $bin != */plain/bin ]] || ! command -v readelf >/dev/null; then
    skip 'programs are hardened' 'other builds have other flags, or readelf is not here'
    exit
fi
bad=
for program in "$bin"/*; do
    [[ $(readelf -hW "$program") == *'DYN (Position-Independent'* ]] || bad="$bad ${program##*/}: not position-independent;"
    [[ $(readelf -dW "$program") == *BIND_NOW* ]] || bad="$bad ${program##*/}: bound late;"
    segments=$(readelf -lW "$program")
    [[ $segments == *GNU_RELRO* ]] || bad="$bad ${program##*/}: relocations can be written;"
    grep -q 'GNU_STACK.* RW ' <<<"$segments" || bad="$bad ${program##*/}: executable stack;"
    symbols=$(readelf -sW "$program")
    [[ $symbols == *__stack_chk_fail* ]] || bad="$bad ${program##*/}: no stack guard;"
    [[ $symbols == *_chk@* ]] || bad="$bad ${program##*/}: no checked copies;"
done
if [ -z "$bad" ]; then ok 'programs are hardened'; else not_ok 'programs are hardened' "$bad"; fi
