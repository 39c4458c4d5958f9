#!/usr/bin/env bash
# Every parser, and the reading of a staff file as a whole, on a minute of bytes that a fuzzer makes up (SECONDS_EACH); what crashed once
# stands in tests/fuzz/cases and is tried first. The source of libcsv is compiled in where Debian's archive has it.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
seconds=${SECONDS_EACH:-60}
if ! command -v clang >/dev/null || ! echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
    clang -fsanitize=fuzzer -x c - -o "$dir/probe" 2>/dev/null; then
    skip 'made-up bytes harm no parser' 'clang with libFuzzer is not here'
    exit
fi

# Prints the path of csv.c of Debian's source package, kept under build/; nothing where it can not be had.
libcsv_source() {
    local kept=$project/build/fuzz/libcsv
    if [ ! -e "$kept/csv.c" ] && command -v apt-get >/dev/null && command -v dpkg-source >/dev/null; then
        (
            mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" && cd "$dir/apt" || exit
            for list in /etc/apt/sources.list.d/*.sources; do # the machine's own archives, for their sources
                [ -e "$list" ] && awk '/^URIs:/ { uri = $2 } /^Suites:/ { suite = $2 } /^$/ { if (uri) print uri, suite; uri = "" }
                    END { if (uri) print uri, suite }' "$list"
            done | sed 's/.*/deb-src & main/' >sources.list
            sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >>sources.list 2>/dev/null
            options=(-qq -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$PWD/lists"
                -o Dir::Cache="$PWD/cache" -o APT::Sandbox::User=root)
            apt-get "${options[@]}" update && apt-get "${options[@]}" source libcsv &&
                mkdir -p "$kept" && cp libcsv-*/libcsv.c "$kept/csv.c" && cp libcsv-*/csv.h "$kept/"
        ) >/dev/null 2>&1
    fi
    [ ! -e "$kept/csv.c" ] || echo "$kept/csv.c"
}

libcsv=$(libcsv_source)
echo "# libcsv: ${libcsv:-as packaged, without instrumentation}"
expect_exit 0 'the targets can be built' make --no-print-directory FUZZ=1 LIBCSV="$libcsv" fuzzers
mkdir "$dir/seeds"
cp data/raw/report.ini data/raw/organisation.csv data/raw/codes/*.csv "$dir/seeds/" # small, and what people write
for file in "$shared"/nasty/own/*.csv; do
    [ -e "$file" ] && [ "$(stat -c %s "$file")" -lt 3000 ] && cp "$file" "$dir/seeds/"
done

for target in build/fuzz/tests/fuzz/fuzz_*[a-z]; do
    [[ $target == *.[od] ]] && continue
    name=${target##*/fuzz_}
    mkdir "$dir/corpus_$name"
    if "$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -dict=tests/fuzz/words.dict -print_final_stats=1 \
        -artifact_prefix="$dir/$name-" "$dir/corpus_$name" "$dir/seeds" $([ -d tests/fuzz/cases ] && echo tests/fuzz/cases) >"$dir/said" 2>&1; then
        ok "$name: $(awk '/number_of_executed_units/ { print $2 }' "$dir/said") made-up inputs"
        grep -E 'cov: ' "$dir/said" | tail -n 1 | sed 's/^/# /'
    else
        not_ok "$name: made-up inputs" "$(tail -n 30 "$dir/said")
$(for crash in "$dir/$name-"*; do [ -e "$crash" ] && base64 -w0 "$crash"; done)"
    fi
done
