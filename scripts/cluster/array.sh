#!/bin/sh
# array.sh - the report as a chain of batch jobs, for clusters where nothing may run on the node that one logs in to:
#
#   RAW=/shared/Uttag OUT=/shared/Rapport SHARDS=64 scripts/cluster/array.sh [SBATCH OPTION...]
#
# Reading (one job), facts and counts (an array each, with a task for each shard), and the rest of the report (one job), each after the one
# before it. Slurm queues again by itself what lost its node; a task that was killed is queued again by `scontrol requeue`, and the others
# wait for it. Prints the numbers of the jobs: the last one is the report. RAW, OUT, this folder, built, and the key are on disks that all
# nodes have. Options of one of them alone: FOR_CLEAN, FOR_FACTS, FOR_COUNT, FOR_REPORT ("--mem=64G --cpus-per-task=16").
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

# shellcheck disable=SC2016,SC2086 # said by the task; words, not one word
{
    clean=$(submit clean 'make --no-print-directory shard-clean' "$@" ${FOR_CLEAN:-})
    facts=$(submit facts 'make --no-print-directory shard-facts SHARD=$SLURM_ARRAY_TASK_ID' --array=1-"$SHARDS" --dependency=afterok:"$clean" \
        "$@" ${FOR_FACTS:-})
    count=$(submit count 'make --no-print-directory shard-count SHARD=$SLURM_ARRAY_TASK_ID' --array=1-"$SHARDS" --dependency=afterok:"$facts" \
        "$@" ${FOR_COUNT:-})
    report=$(submit report "make --no-print-directory ${TARGET:-report}" --dependency=afterok:"$count" "$@" ${FOR_REPORT:-})
}
echo "$clean $facts $count $report"
