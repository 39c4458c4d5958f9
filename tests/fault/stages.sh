#!/usr/bin/env bash
# Every stage with a fault: an allocation, a write, an fsync, a close or a rename that fails, once and from then on. It says so by its exit
# status and never by a signal, and every file stands as it was before, or is whole.
#
# One turn of each, in the middle; with EVERY=1 every call, and every place in the program that allocates, once and from then on: an hour
# and more (tests/long/faults.sh); EVERY=20 one in twenty of them. With words only stages of those names.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
raw=$dir/raw
out=$dir/out
if [[ $bin == */san/bin ]]; then
    skip 'faults are survived' 'the sanitizers have an allocator of their own'
    exit
fi
if ! strace -o /dev/null true 2>/dev/null; then
    skip 'faults are survived' 'strace is not here, or may not be used'
    exit
fi

# ---- a small delivery, and the command of every stage on it -------------------------------------------------------------------

small_delivery "$raw"
python3 - "$raw/indicators/vfu.csv" "$raw/indicators/vfu.xlsx" <<'END' || exit 3
import csv, html, sys, zipfile
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
cells = [["<c t='inlineStr'><is><t>%s</t></is></c>" % html.escape(cell) for cell in row] for row in csv.reader(open(sys.argv[1], encoding="utf-8"), delimiter=";")]
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as book:
    book.writestr("_rels/.rels", f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    book.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>')
    book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>%s</sheetData></worksheet>" % "".join("<row>%s</row>" % "".join(row) for row in cells))
END
rm "$raw/indicators/vfu.csv" # a workbook is read by other libraries than a CSV file
mkdir "$dir/commands"
cat >"$dir/spy" <<'END'
#!/bin/bash
printf '%s\0' "$@" >"${0%/*}/commands/${1##*/}.$$"
exec "$@"
END
chmod +x "$dir/spy"
wrap=$dir/spy
expect_exit 0 'the small delivery becomes a report' \
    small_chain "$out" report.md tables.xlsx datapackage.json provenance.json private/funnel.csv
export RAW=$raw
printf '%s\0' "$bin/delivery" --input "$raw" --output "$out/private/delivery.txt" >"$dir/commands/delivery.1"
printf '%s\0' "$bin/settings" --input "$raw/report.ini" --output-dir "$out/settings" >"$dir/commands/settings.1"
for step in read merge words write sum; do # of a delivery in one shard, which hand each other what make removes
    command=("$bin/clean" --delivery "$raw" --settings "$out/settings/clean.ini" --files "$out/settings/files.ini" --project . --output-dir "$out/private"
        --step $step --shard "$([ $step = sum ] || echo 1/)1" --shards "$out/private/shards")
    "${command[@]}" || exit 3
    printf '%s\0' "${command[@]}" >"$dir/commands/clean-$step.1"
done
cp -r "$out" "$dir/good"

# ---- faults -------------------------------------------------------------------------------------------------------------------

# The tree is whole: every file there holds what it did. A part that could not be removed is no file of ours.
whole() {
    diff -rq --exclude='*.part' "$dir/good" "$out" >"$dir/differs" 2>&1
}

wrong=
judge() { # STATUS WHAT
    [ "$1" -eq 0 ] || noticed=$((noticed + 1))
    if [ "$1" -eq 124 ] || [ "$1" -ge 128 ]; then
        wrong="$wrong
$2: ended with $1: $(tail -n 1 "$dir/said")"
    elif ! whole && [ "$1" -eq 0 ] && [[ $2 == allocation* ]] && ! grep -v '\.xlsx differ$' "$dir/differs" | grep -q .; then
        unheard=$((unheard + 1))
        rm -rf "$out" && cp -r "$dir/good" "$out"
    elif ! whole; then
        wrong="$wrong
$2: exit $1: $(head -n 2 "$dir/differs")"
        rm -rf "$out" && cp -r "$dir/good" "$out"
    elif [ "$1" -ne 0 ] && [ ! -s "$dir/said" ] && [[ $2 != write*+ ]]; then # a message that can not be written either is not missed
        wrong="$wrong
$2: exit $1, and not a word"
    fi
}

run() { # WHAT COMMAND...
    local what=$1
    shift
    timeout 60 "$@" >/dev/null 2>"$dir/said" # 124 where it hangs
    judge $? "$what"
    tried=$((tried + 1))
}

# The turns of those that are read: every n-th, or the one in the middle.
turns() {
    if [ -n "${EVERY:-}" ]; then awk -v every="$EVERY" 'NR % every == 1 % every'; else awk '{ turn[NR] = $0 } END { if (NR) print turn[int((NR + 1) / 2)] }'; fi
}

for file in "$dir"/commands/*; do
    mapfile -d '' -t command <"$file"
    stage=$(basename "${file%.*}")
    [ $# -eq 0 ] || [[ " $* " == *" $stage "* ]] || continue
    wrong=
    tried=0
    noticed=0
    unheard=0
    rm -f "$dir/places"
    env LD_PRELOAD="$BUILD/tests/fault/no_memory.so" FAIL_PLACES="$dir/places" "${command[@]}" >/dev/null 2>"$dir/said"
    for n in $(sort -nu "$dir/places" | turns); do
        for on in ${EVERY:+0} 1; do
            run "allocation $n, from then on: $on" env LD_PRELOAD="$BUILD/tests/fault/no_memory.so" FAIL_AT="$n" FAIL_ON=$on "${command[@]}"
        done
    done
    strace -qq -e trace=write,fsync,close,rename,prctl,landlock_restrict_self -o "$dir/calls" "${command[@]}" >/dev/null 2>"$dir/said"
    grep -qE '^prctl\(PR_SET_SECCOMP|^landlock_restrict_self' "$dir/calls" || wrong="it keeps the right to run programs"
    # A file that takes its name before it is on the disk may be an empty one after a power cut.
    awk '/^fsync\(/ { on_disk++ } /^rename\(/ { if (on_disk-- < 1) early = 1 } END { exit early }' "$dir/calls" || wrong="$wrong
it renames what is not on the disk"
    (ulimit -f 1 && exec "${command[@]}") >/dev/null 2>"$dir/said"
    judge $? 'no file may have more than 1,024 bytes'
    for call in write:ENOSPC fsync:EIO close:EIO rename:EACCES; do
        for n in $(seq "$(grep -c "^${call%:*}(" "$dir/calls")" | turns); do
            for on in ${EVERY:+once} +; do
                run "${call%:*} $n $on" strace -qq -e trace="${call%:*}" \
                    -e inject="${call%:*}:error=${call#*:}:when=$n${on#once}" -o /dev/null "${command[@]}"
            done
        done
    done
    # Memory for a buffer or a sort that can do without it is not missed, nor is the closing of what was read.
    # With COV=1 what counts branches writes too, and that fails unnoticed.
    [ -n "${COV:-}" ] || [ $((2 * noticed)) -ge "$tried" ] || wrong="only $noticed were noticed$wrong"
    # libxlsxwriter copies the headings of a table without looking whether it could: nobody hears of it.
    [ $((50 * unheard)) -le "$tried" ] || wrong="$unheard workbooks are other than they should$wrong"
    if [ -z "$wrong" ]; then
        ok "$stage survives $tried faults"
    else
        not_ok "$stage survives $tried faults" "$wrong"
    fi
done
[ $# -eq 0 ] || exit 0 # with words, places are not asked about

# ---- places that can not be written ---------------------------------------------------------------------------------------------

as_nobody() { # COMMAND...: root may write everywhere
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --clear-groups "$@"; else "$@"; fi
}
mapfile -d '' -t command < <(cat "$dir"/commands/turnover.*)
for ((i = 0; i < ${#command[@]}; i++)); do
    [[ ${command[i]} == */private/cells.csv ]] && command[i]=/dev/full
done
expect_exit 3 'a full device is a failure' "${command[@]}"
expect_text 'and is called one' "$dir/stderr" 'kontrollera att disken inte är full'

# Every stage at a place where nothing more can be written: it says so, and what stood there stands.
refused() { # NAME PLACE WRAPPER...: where the tree is laid, and what stands in front of the command
    local name=$1 place=$2 file stage bad=
    shift 2
    for file in "$dir"/commands/*; do
        mapfile -d '' -t command <"$file"
        stage=$(basename "${file%.*}")
        "$@" "${command[@]//$out/$place}" >/dev/null 2>"$dir/said"
        status=$?
        [ $status -eq 3 ] && [ -s "$dir/said" ] && diff -rq "$dir/good" "$place" >"$dir/differs" && continue
        bad="$bad
$stage: exit $status: $(head -n 1 "$dir/said") $(head -n 1 "$dir/differs")"
    done
    if [ -z "$bad" ]; then ok "$name"; else not_ok "$name" "$bad"; fi
}
if [ "$(id -u)" -eq 0 ] && mkdir "$dir/full" && mount -t tmpfs -o size=16m tmpfs "$dir/full" 2>/dev/null; then
    cp -r "$dir/good" "$dir/full/out"
    cat /dev/zero >"$dir/full/fill" 2>/dev/null
    refused 'no stage has room on a full disk' "$dir/full/out"
    umount "$dir/full"
else
    skip 'no stage has room on a full disk' 'only root can lay a small disk'
fi
cp -r "$dir/good" "$dir/locked"
chmod -R a+rX,a-w "$dir/locked"
chmod -R a+rX "$dir" # for nobody
refused 'no stage can write into a folder that is locked' "$dir/locked" as_nobody
chmod -R u+w "$dir/locked"
