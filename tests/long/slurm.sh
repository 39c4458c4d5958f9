#!/usr/bin/env bash
# A real Slurm of three nodes on this machine makes the report that make makes alone, to the byte: with jobs that srun waits for, and as a
# chain of job arrays; while a node is drained, another is lost and jobs are killed in the middle of their work.
#
# Debian's slurmctld, slurmd and munge, with a key, sockets and ports of their own (SLURM_PORT, 26817): nothing of the machine's is touched.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
PATH=$PATH:/usr/sbin:/sbin
cd "$project" || exit 3
for program in slurmctld slurmd srun sbatch munged; do
    command -v $program >/dev/null || {
        skip 'the report by Slurm' "$program is not installed"
        exit
    }
done

# ---- three nodes ----
nodes=3
port=${SLURM_PORT:-26817}
chmod 755 "$dir"
mkdir -m 711 "$dir/munge" && mkdir -p "$dir"/{state,log,spool/n1,spool/n2,spool/n3}
export SLURM_CONF=$dir/slurm.conf
(umask 077 && head -c 128 /dev/urandom >"$dir/munge/key")
as_munge=
if [ "$(id -u)" -eq 0 ]; then
    chown -R munge: "$dir/munge"
    as_munge='setpriv --reuid=munge --regid=munge --clear-groups'
fi
host=$(hostname -s)
{
    cat <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthInfo=socket=$dir/munge/socket
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/ctld.pid
SlurmdPidFile=$dir/%n.pid
SlurmctldLogFile=$dir/log/ctld
SlurmdLogFile=$dir/log/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
KillWait=2
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1,requeue_delay=1
END
    for i in $(seq $nodes); do
        echo "NodeName=n$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + i)) CPUs=2 State=UNKNOWN"
    done
    echo 'PartitionName=all Nodes=ALL Default=YES State=UP'
} >"$SLURM_CONF"
echo 'CgroupPlugin=cgroup/v1' >"$dir/cgroup.conf"

stop() {
    timeout 10 scancel --user="$(id -un)" >/dev/null 2>&1
    for pid in "$dir"/ctld.pid "$dir"/n?.pid "$dir"/munge/pid; do
        [ ! -s "$pid" ] || kill "$(cat "$pid")"
    done
    sleep 2
} 2>/dev/null
trap 'status=$?; stop; rm -rf "$dir"; [ $n_failed -gt 0 ] && status=1; exit $status' EXIT

$as_munge munged --force --key-file="$dir/munge/key" --socket="$dir/munge/socket" --pid-file="$dir/munge/pid" --log-file="$dir/munge/log" \
    --seed-file="$dir/munge/seed"
slurmctld -f "$SLURM_CONF"
for i in $(seq $nodes); do slurmd -N "n$i" -f "$SLURM_CONF"; done

waiting() { # SECONDS COMMAND...: until it holds
    local left=$1
    shift
    until "$@"; do
        [ $((left -= 1)) -ge 0 ] || return 1
        sleep 1
    done
}
ready() { [ "$(timeout 5 sinfo --noheader --states=idle --format=%D 2>/dev/null)" = $nodes ]; }
up() { # every node again
    for i in $(seq $nodes); do timeout 5 scontrol update nodename="n$i" state=resume; done 2>/dev/null
    waiting 60 ready
}
expect 'three nodes are there' waiting 30 ready

# ---- what is made ----
raw=$dir/raw
cp -r data/raw "$raw"
sed -i 's/^\(monthly_\)\?replicates *=.*/\1replicates = 99/' "$raw/report.ini"

# A job that merges or counts a shard is stopped in the middle for a while, so that there is a middle to be killed in.
cat >"$dir/slow.sh" <<'END'
#!/bin/sh
case "$*" in
*'--step count'* | *'--step merge'*)
    "$@" &
    sleep 0.03
    kill -STOP $! 2>/dev/null
    sleep 4
    kill -CONT $! 2>/dev/null
    wait $!
    ;;
*) exec "$@" ;;
esac
END
chmod +x "$dir/slow.sh"
but_shards() { small_tree "$1" | grep -v ' ./private/shards/'; }
jobs_on() { timeout 5 squeue --noheader --states=running --format=%i --nodelist="$1" "${@:2}" | head -n 1; }
on() { [ -n "$(jobs_on "$@")" ]; }

expect_exit 0 'make alone makes the report' small_chain "$dir/alone" report.md tables.xlsx
but_shards "$dir/alone" >"$dir/expected"
expect 'there is much to compare' test "$(wc -l <"$dir/expected")" -gt 80

# ---- jobs that srun waits for ----
log=$dir/srun.txt
counting() { compgen -G "$dir/srun/private/shards/*/shard_cells.csv.part" >/dev/null || pgrep -f -- "--step count .*$dir/srun/private" >/dev/null; }
(PAUSE=1 SHARDS=6 wrap="srun --time 10 $dir/slow.sh" small_chain "$dir/srun" report.md tables.xlsx >"$log" 2>&1; echo $? >"$dir/srun.status") &
merging() { pgrep -f -- "--step merge .*$dir/srun/private" >/dev/null; }
expect 'shards are being merged' waiting 120 merging
sleep 1
merger=$(jobs_on n2)
expect 'a job that merges is killed' timeout 5 scancel "$merger"
expect 'shards are being counted' waiting 120 counting
sleep 1
expect 'a node is drained' timeout 5 scontrol update nodename=n1 state=drain reason=test
killed=$(jobs_on n2)
expect 'a job in the middle is killed' timeout 5 scancel "$killed"
expect 'jobs run on another node' waiting 20 on n3
expect 'that node is lost' timeout 5 scontrol update nodename=n3 state=down reason=test
sleep 2
up
wait $!
is 'the report is made all the same' "$(cat "$dir/srun.status") $(tail -n 5 "$log" | grep 'make: ')" '0 '
expect 'jobs were run again' test "$(grep -c 'körs igen: slow.sh' "$log")" -ge 2
but_shards "$dir/srun" >"$dir/made"
expect_same 'to the byte' "$dir/made" "$dir/expected"
expect 'nothing half-made is left' test -z "$(find "$dir/srun" -name '*.part')"

# What the program says is not tried again.
cp -r "$raw" "$dir/wrong" && : >"$dir/wrong/organisation.csv" && echo 'unit,valid_from,valid_to,successor
,2007-01-01,,' >"$dir/wrong/organisation.csv"
raw=$dir/wrong
wrong() { SHARDS=2 wrap=srun small_chain "$dir/stopped" private/cells.csv; }
expect_exit 2 'a delivery that is wrong stops' wrong
expect_text '... in the words of the program' "$dir/stderr" 'enhetens namn saknas'
expect_no_text '... which were said once' "$dir/stderr" 'körs igen'
raw=$dir/raw

# ---- job arrays ----
up
ended() { [ -z "$(timeout 5 squeue --noheader 2>/dev/null)" ]; }
expect_exit 0 'a chain of job arrays is queued' env RUN="$dir/slow.sh" RAW="$raw" OUT="$dir/array" SHARDS=6 \
    TARGET="$dir/array/report.md $dir/array/tables.xlsx" scripts/cluster/array.sh
read -r _ _ merge _ _ _ _ count report <"$dir/stdout"
expect 'tasks merge' waiting 180 on n2 --name=merge
merger=$(timeout 5 squeue --noheader --states=running --nodelist=n2 --name=merge --format=%A | head -n 1)
expect 'one of them is killed, and queued again' timeout 5 scontrol requeue "$merger"
expect 'tasks count' waiting 180 on n2 --name=count
expect 'a node is drained' timeout 5 scontrol update nodename=n1 state=drain reason=test
task=$(timeout 5 squeue --noheader --states=running --nodelist=n2 --name=count --format=%A | head -n 1)
expect 'a task in the middle is killed, and queued again' timeout 5 scontrol requeue "$task"
waiting 20 on n3 --name=count
lost=$(jobs_on n3 --name=count)
expect 'a node is lost with the task on it' timeout 5 scontrol update nodename=n3 state=down reason=test
sleep 2
up
expect 'the chain comes to its end' waiting 240 ended
again=$(grep -c 'Requeuing JobId=' "$dir/log/ctld")
expect "the tasks $merger of $merge and $task and $lost of $count were queued again" test "$again" -ge 3
but_shards "$dir/array" >"$dir/made"
expect 'it has counted no shard anew' test -z "$(find "$dir/array/private/shards" -newer "$dir/array/private/checks.csv")"
expect_same "job $report has made the report, to the byte" "$dir/made" "$dir/expected"
