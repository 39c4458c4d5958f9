#!/usr/bin/env bash
# A delivery that jobs clean in shards gives the tables of one that is cleaned whole, to the byte, and what is wrong with it is said in the
# same words; whatever is handed on between them is its owner's alone, and whatever becomes of a job it can be run again.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

clean() { # OPTION...: the delivery in d, into the folder out
    "$bin/clean" --delivery d --settings settings/clean.ini --files settings/files.ini --output-dir out "$@"
}
step() { # STEP N K...
    local name=$1 n=$2 k
    for k in "${@:3}"; do clean --step "$name" --shard "$k/$n" --shards shards || return; done
}
all_steps() { # N
    local name
    for name in read merge words write; do step $name "$1" $(seq "$1") || return; done
    clean --step sum --shard "$1" --shards shards
}
split() { rm -rf settings && mkdir settings && "$bin/settings" --input d/report.ini --output-dir settings; }
whole() { # STATUS: what there is to compare with
    rm -rf out expected && mkdir out
    clean >/dev/null 2>expected.txt
    is "$what: one machine leaves with $1" $? "$1"
    mv out expected
}
same() { # STATUS N...
    local n status
    for n in "${@:2}"; do
        rm -rf out shards && mkdir out
        all_steps "$n" >/dev/null 2>said.txt
        status=$?
        is "$what: in $n shards" "$status $(diff -rq expected out 2>&1)" "$1 "
        expect_same "... and what is said is the same" said.txt expected.txt
    done
}

# ---- deliveries as they come ----
for seed in $(seq "${SEEDS:-9}"); do
    rm -rf d && python3 "$project/tests/support/random_extracts.py" d "$seed" && split
    what="delivery $seed"
    rm -rf out && mkdir out
    clean 2>expected.txt
    status=$?
    rm -rf expected && mv out expected
    cut -d, -f4 expected/notes.csv >>noted.txt 2>/dev/null
    same $status 1 2 7
done
for note in vanished revised merged_superseded similar_name same_name unknown_of_few rare_word corrected extraction_assumed unmapped merged_overlap; do
    expect "some of them had records to note: $note" grep -qx $note noted.txt
done
mkdir example && cp -r "$project/data/raw" example/d
rm -rf d && mv example/d d && split
what='the example'
whole 0
same 0 3 40
expect 'it has employments' test "$(wc -l <out/spells.csv)" -gt 1000
is '... and totals to compare with' "$(wc -l <out/control.csv)" "$(wc -l <expected/control.csv)"

# ---- what is wrong is said once, in the words of one machine ----
header='personid;förvaltning;yrke;anställningsform;kön;födelseår;sysselsättningsgrad;anställd_från;anställd_till;avgångsorsak'
new() { # WHAT: five files of twenty, nothing wrong
    what=$1
    rm -rf d && mkdir -p d/staff d/codes
    for i in 1 2 3 4 5; do
        { echo "$header" && for k in $(seq 20); do echo "p$i$k;Norra;soc;tillsvidare;K;1970;100;2015-01-01;;"; done; } >d/staff/$i.csv
    done
    printf '[clean]\nextraction_date = 2021-12-31\n' >d/report.ini
    split
}
refused() { # TEXT
    whole 1
    expect_text "... for its reason" expected.txt "$1"
    same 1 2 3
}
new 'a file of nothing' && : >d/staff/3.csv && refused 'filen är tom'
new 'two files that can not be read' && : >d/staff/4.csv && echo "$header" >d/staff/2.csv && refused '2.csv'
new 'a sum before a file of nothing' && : >d/staff/4.csv && sed -i '3s/Norra/Totalt/' d/staff/2.csv && refused 'betyder summan'
new 'a file of nothing before a sum' && : >d/staff/2.csv && sed -i '3s/Norra/Totalt/' d/staff/4.csv && refused 'filen är tom'
new 'counts that can not be read' && mkdir d/counts && : >d/counts/a.csv && : >d/staff/2.csv && refused 'counts/a.csv'
new 'a mend of nobody' && printf 'file,line,person,field,old,new,reason,who,date\n,,nobody,kön,K,M,fel,hr,2021-12-01\n' >d/corrections.csv &&
    refused 'det gamla värdet finns inte'
new 'a mend of another value' && printf 'file,line,person,field,old,new,reason,who,date\n4.csv,5,,kön,M,K,fel,hr,2021-12-01\n' >d/corrections.csv &&
    refused 'det gamla värdet finns inte'
new 'a list of codes that contradicts itself' && printf 'word,code\nsoc,a\nsoc,b\n' >d/codes/occupation.csv && refused 'codes/occupation.csv'
new 'a list of codes without any of its words' && printf 'word,code\nbist,b\n' >d/codes/occupation.csv && refused 'inget yrke i uttaget finns i kodlistan'
new 'too many rejects' && sed -i 's/2015-01-01/2015-02-30/' d/staff/2.csv d/staff/5.csv && refused 'poster kan inte användas'
new 'too many rejects of a file' && sed -i '2,16s/2015-01-01/2015-02-30/' d/staff/2.csv && refused 'poster i staff/2.csv kan inte användas'
new 'too many rejects of a district' && sed -i '2,13s/Norra/Södra/;2,12s/2015-01-01/2015-02-30/' d/staff/2.csv &&
    printf 'reject_budget_file_percent = 60\n' >>d/report.ini && split && refused 'förvaltningen Södra'
new 'totals that differ' && printf 'date,district,occupation,persons,explanation\n2018-01-01,,,7,\n' >d/control_totals.csv && refused 'HR anger 7 personer'
new 'two files in one' && echo 'personid;yrke;förvaltning;anställd_från;anställd_till' >>d/staff/5.csv && refused 'dela filen i två'
new 'a file in another encoding' && sed -i 's/Norra/N\xf6rra/' d/staff/5.csv && refused 'cp1252'
new 'no files' && rm d/staff/* && refused 'leveransen är tom'
new 'a setting that is none' && echo 'rare_words = många' >>settings/clean.ini && refused 'rare_words'
new 'a file that nobody has' && echo 'x.csv = encoding cp1252' >>settings/files.ini && refused 'x.csv'
new 'a key that all can read' && mkdir -m 700 key && printf '%064d\n' 1 >key/key && chmod 644 key/key && sed -i "s|^key *=.*|key = $dir/key/key|" settings/clean.ini
key=$PERSONALRORLIGHET_KEY_HEX
unset PERSONALRORLIGHET_KEY_HEX
refused 'nyckelfilen kan läsas av andra'
chmod 600 key/key
what='the same key when it has been mended'
whole 0
rm -rf out && mkdir out
expect_exit 0 '... is taken when the files are read again' all_steps 3
expect_same '... and gives the same persons' out/spells.csv expected/spells.csv
export PERSONALRORLIGHET_KEY_HEX=$key

# ---- what is handed on ----
new 'persons' && sed -i '1s/$/;namn/;2,$s/$/;Anna Hemlig/;2,$s/^p/hemlig-/' d/staff/*.csv
rm -rf out shards && mkdir out
expect_exit 0 'a delivery with names and ids is cleaned' all_steps 2
is '... and neither is handed on' "$(grep -rlaE 'hemlig-|Anna' shards)" ''
expect '... though words are' grep -qa Norra shards/1-of-2/clean_read
rm -rf d && python3 "$project/tests/support/random_extracts.py" d 5 && split
what='a delivery'
whole 0
same 0 3
expect 'what is handed on is its owner'\''s alone' test -z "$(find shards -type f ! -perm 600 -o -type d ! -perm 700)"
is 'nothing half-made is left' "$(find shards out -name '*.part' -o -name '.sort*')" ''

cp -r shards good
for name in read merge words write; do MALLOC_PERTURB_=85 step $name 3 1 2 3; done
is 'nor does it hold what stood in memory before' "$(diff -rq shards good)" ''

# Each file, with a step that reads it.
again() { # STEP: as it reads what is there
    if [ "$1" = sum ]; then clean --step sum --shard 3 --shards shards; else step "$1" 3 2; fi
}
for pair in clean_read:merge clean_read:sum clean_read_found:sum clean_read_spells:merge clean_merged:words clean_merged:sum \
    clean_merged_found:sum clean_merged_spells:words clean_merged_spells:write clean_words:write clean_words:sum clean_written.csv:sum; do
    file=shards/2-of-3/${pair%:*} reader=${pair#*:}
    rm "$file"
    expect_exit 3 "$pair: what is not there is missed" again "$reader"
    for bytes in 0 7 $(($(stat -c %s "good/2-of-3/${pair%:*}") / 2)) $(($(stat -c %s "good/2-of-3/${pair%:*}") - 1)); do
        [ "${pair%:*}" != clean_written.csv ] || [ "$bytes" -lt 8 ] || continue # rows without a header
        head -c "$bytes" "good/2-of-3/${pair%:*}" >"$file"
        expect_exit 1 "... nor is $bytes bytes of it taken for all" again "$reader"
        expect_text '... which is said' stderr 'filen hör inte till de andra delarna'
    done
    case $pair in
    *spells* | *written*) ;;
    *)
        cp "good/1-of-3/${pair%:*}" "$file"
        expect_exit 1 '... nor that of another shard' again "$reader"
        ;;
    esac
    cp "good/2-of-3/${pair%:*}" "$file"
done
rm -rf out && mkdir out
expect_exit 0 'with all as it was' again sum
is '... the tables are the same' "$(diff -rq expected out)" ''

largest=$(find d/staff -type f -printf '%s %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
for change in 'touch d/staff/0.csv' "truncate -s 7 '$largest'"; do
    cp "$largest" kept
    eval "$change"
    for reader in merge words write sum; do
        expect_exit 1 "after '${change%% *}' $reader does not go on" again $reader
        expect_text '... which is said' stderr 'filen hör inte till de andra delarna'
    done
    rm -f d/staff/0.csv
    cp kept "$largest"
done

# ---- jobs that are killed, disks that are full ----
full() { (ulimit -f 0 && step "$1" 3 2); }
for pair in read:clean_read merge:clean_merged words:clean_words write:clean_written.csv; do
    reader=${pair%:*} file=shards/2-of-3/${pair#*:}
    rm "$file"
    expect_exit 3 "$reader: a full disk is said" full "$reader"
    expect '... and nothing of it is taken for whole' test ! -e "$file"
    is '... nor left' "$(find shards out -name '*.part')" ''
    (
        "$bin/clean" --delivery d --settings settings/clean.ini --files settings/files.ini --output-dir out --step "$reader" --shard 2/3 --shards shards &
        pid=$!
        while [ ! -e "$file.part" ] && [ ! -e "$file" ] && kill -0 $pid; do :; done
        kill -KILL $pid
        wait $pid
    ) 2>/dev/null
    expect_exit 0 '... and after a kill it can be done again' again "$reader"
    expect_same '... the same' "$file" "good/2-of-3/${pair#*:}"
done
rm -rf out && mkdir out
expect_exit 0 'the sum is made of these' again sum
is '... the tables are the same' "$(diff -rq expected out)" ''
is 'nothing half-made is left' "$(find shards out -name '*.part' -o -name '.sort*')" ''

# ---- what is no step ----
for wrong in '--step facts --shard 1/2 --shards shards' '--step read --shard 2 --shards shards' '--step sum --shard 1/2 --shards shards' '--step read --shard 1/2' \
    '--step read --shard 1/2 --shards shards --only check'; do
    # shellcheck disable=SC2086 # words
    expect_exit 2 "clean $wrong" clean $wrong
done
expect_text 'the steps are named' <(clean --step facts --shard 1/2 --shards shards 2>&1) '--step kan vara read, merge, words, write eller sum'
