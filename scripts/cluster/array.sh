#!/bin/sh
# array.sh - the report as a chain of batch jobs, for clusters where nothing may run on the node that one logs in to:
#
#   RAW=/shared/Uttag OUT=/shared/Rapport SHARDS=64 scripts/cluster/array.sh [SBATCH OPTION...]
#
# Lists of what there is (one job); reading, merging, words and writing (an array each, with a task for each shard); their sum (one job);
# facts and counts (an array each); and the rest of the report (one job): each after the one before it. Slurm queues again by itself what
# lost its node; a task that was killed is queued again by `scontrol requeue`, and the others wait for it. Prints the numbers of the jobs:
# the last one is the report. RAW, OUT, this folder, built, and the key are on disks that all nodes have. Options of some of them alone:
# FOR_CLEAN (of all until facts), FOR_FACTS, FOR_COUNT, FOR_REPORT ("--mem=64G --cpus-per-task=16").
set -eu
cd "$(dirname "$0")/../.."
[ -n "${RAW:-}" ] && [ -n "${OUT:-}" ] && [ -n "${SHARDS:-}" ] || {
    echo 'array.sh: ange RAW=leverans OUT=mapp SHARDS=antal' >&2
    exit 2
}
export RAW OUT SHARDS
mkdir -p build/slurm

submit() { # NAME COMMAND OPTION...
    name=$1 command=$2
    shift 2
    sbatch --parsable --requeue --open-mode=append --kill-on-invalid-dep=yes --job-name="$name" --output="build/slurm/%x-%j.txt" "$@" \
        --wrap "exec $command"
}

# Each after the one before it; jobs has all numbers. An array has a task for each shard.
jobs=
after() { # NAME COMMAND OPTION...
    name=$1 command=$2
    shift 2
    jobs="$jobs${jobs:+ }$(submit "$name" "$command" ${jobs:+--dependency=afterok:"${jobs##* }"} "$@")"
}

each() { # STEP OPTION...
    step=$1
    shift
    # shellcheck disable=SC2016 # said by the task
    after "$step" "make --no-print-directory shard-$step "'SHARD=$SLURM_ARRAY_TASK_ID' --array=1-"$SHARDS" "$@"
}

# shellcheck disable=SC2086 # words, not one word
{
    after begin 'make --no-print-directory shard-begin' "$@" ${FOR_CLEAN:-}
    for step in read merge words write; do each $step "$@" ${FOR_CLEAN:-}; done
    after clean 'make --no-print-directory shard-clean' "$@" ${FOR_CLEAN:-}
    each facts "$@" ${FOR_FACTS:-}
    each count "$@" ${FOR_COUNT:-}
    after report "make --no-print-directory ${TARGET:-report}" "$@" ${FOR_REPORT:-}
}
echo "$jobs"
