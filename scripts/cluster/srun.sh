#!/bin/sh
# srun.sh [OPTION]... PROGRAM...: a job of its own for a stage. make takes it for srun in RUN: make report RUN="srun --mem=4G" SHARDS=64.
#
# A job that srun waits for is not queued again by Slurm where its node is lost or it is killed: this does it, some times (ATTEMPTS). What the
# program itself has to say, by its status, stands: 1 data, 2 usage, 3 system, 69 missing dependency. A stage writes whole or not at all, so
# that whoever is killed is only to be run again. The program is the first word with a slash that begins with no dash.
set -u
options=
while [ $# -gt 0 ]; do
    case $1 in
    -*) options="$options $1" ;;
    */*) break ;;
    *) options="$options $1" ;; # the value of the one before
    esac
    shift
done
attempt=1
while :; do
    # By its own status srun says 0 of a job whose node was lost, too: what counts is what the shell over there says of the program.
    # shellcheck disable=SC2086,SC2016 # words, not one word; for that shell
    said=$(srun --ntasks=1 --quiet $options sh -c '"$@" >&2; echo "status $?"' sh "$@" </dev/null)
    case $said in
    'status 0' | 'status 1' | 'status 2' | 'status 3' | 'status 69') exit "${said#status }" ;;
    esac
    [ $attempt -lt "${ATTEMPTS:-3}" ] || {
        echo "srun.sh: jobbet avbröts $attempt gånger, se Slurms logg: ${1##*/}" >&2
        exit 3
    }
    attempt=$((attempt + 1))
    echo "srun.sh: jobbet avbröts och körs igen: ${1##*/}" >&2
    sleep "${PAUSE:-5}"
done
