#!/usr/bin/env bash
# scripts/bench/phases.sh [SPELLS] - where the time of `clean` and `turnover` goes, beside `wc -l` and a bare scan.
#
# A register of SPELLS (1,000,000 unless given) is made as by register.sh; both programs, built with frame pointers under build/phases,
# are sampled by Linux' perf a thousand times a second of processor time. Each sample belongs to the phase of the innermost function
# that has one (the table below), and what has none is `other`. One line each: stage,phase,share,seconds - the share of the samples, and
# of the processor time (user and system) of a run that was not sampled. Then `scan`: wc -l, and scripts/bench/scan.c, which finds the
# delimiters and ends of line and does nothing with them, one core.
#
# SHARED folder that holds bench/ with the generator (../shared)
# WORK   folder for the register, which is kept there (a folder that vanishes)
set -u
cd "$(dirname "$0")/../.." || exit 3
bench=$(realpath "${SHARED:-../shared}/bench") || exit 3
spells=${1:-1000000}
work=${WORK:-}
if [ -z "$work" ]; then
    work=$(mktemp -d) || exit 3
    trap 'rm -rf "$work"' EXIT
fi
if ! perf record -e cpu-clock -o "$work/perf" true >"$work/said" 2>&1; then
    echo "phases is passed over: perf is not installed (Debian: linux-perf), or may not be used here" >&2
    exit 0
fi
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f LC_ALL=C.UTF-8
make -s B=build/phases CFLAGS='-O3 -g -fno-omit-frame-pointer' build/phases/bin/{settings,clean,turnover} >"$work/said" || exit 3
"${CC:-cc}" -O2 -o "$work/gen_spells" "$bench/gen_spells.c" -lm && "${CC:-cc}" -O2 -o "$work/scan" scripts/bench/scan.c || exit 3

bin=build/phases/bin
folder=$work/$spells
register=$folder/delivery/staff/spells.csv
mkdir -p "$folder"/{delivery/staff,settings,private}
[ -s "$register" ] || "$work/gen_spells" "$spells" >"$register"
printf '%s\n' '[clean]' 'extraction_date = 2021-12-31' '[turnover]' 'first_year = 2010' 'last_year = 2021' >"$folder/delivery/report.ini"
"$bin/settings" --input "$folder/delivery/report.ini" --output-dir "$folder/settings" || exit 3

run_clean() { # COMMAND...
    "$@" "$bin/clean" --delivery "$folder/delivery" --settings "$folder/settings/clean.ini" --files "$folder/settings/files.ini" \
        --output-dir "$folder/private"
}

run_turnover() {
    "$@" "$bin/turnover" --spells "$folder/private/spells.csv" --extracts "$folder/private/extracts.csv" \
        --counts "$folder/private/counts.csv" --settings "$folder/settings/turnover.ini" --output-cells "$folder/private/cells.csv" \
        --output-flows "$folder/private/flows.csv" --output-rates "$folder/private/rates.csv"
}

# The innermost function with a phase decides: what it calls belongs to it, unless that has one of its own.
cat >"$work/phases" <<'END'
clean sha256 nettle_sha256_compress nettle_sha256_update nettle_hmac_sha256_digest nettle_write_be32
clean check conservation_take_file vfs_read
clean check look_at_text look_at_pieces
clean split reader_next next_of_most cut scan_row reader_split reader_lines
clean parse value_date value_grade value_birth_year date_cell take_birth
clean validate posting_take take_all header_row identity_take
clean words glossary_meaning glossary_recall take_names take_word posting_join
clean pseudonyms pseudonym_make
clean sort order_by_person order_range part_share
clean merge merge_spells merge_part parallel_note note_part rare_words_join unknown_join count_part count_records clean_count_records intake_read
clean write clean_write_tables clean_write_spells clean_write_fixlist make_batches vfs_write
turnover read spell_stream_next spell_stream_open spell_stream_split
turnover posts post_find register_pass_all
turnover stays stay_find
turnover wait balance_add population_add population_join cells_number cells_post_number cells_number_in_post
turnover follow follow_add follow_settle
turnover aggregate balance_settle count_baskets settle_cell tally_settle tally_rows_keep balance_sums_by_period balance_sums_by_window
turnover rates tables_write_rates
turnover write tables_write_cells tables_write_flows make_batches vfs_write
END

phases() { # STAGE SECONDS: of the samples in WORK/perf
    perf script -i "$work/perf" -F ip,sym 2>"$work/said" | awk -v stage="$1" -v seconds="$2" -v phases="$work/phases" '
        BEGIN {
            while ((getline line < phases) > 0) {
                n = split(line, w, " ")
                if (w[1] != stage)
                    continue
                order[++m] = w[2]
                for (i = 3; i <= n; i++)
                    of[w[i]] = w[2]
            }
            order[++m] = "other"
        }
        function finish() {
            if (begun) { count[phase == "" ? "other" : phase]++; all++ }
            begun = 0
            phase = ""
        }
        NF == 0 { finish(); next }
        {
            begun = 1
            name = $2
            sub(/\..*/, "", name)
            sub(/^_nettle/, "nettle", name)
            sub(/_sha_ni$/, "", name)
            if (phase == "" && name in of)
                phase = of[name]
        }
        END {
            finish()
            for (i = 1; i <= m && all > 0; i++)
                if (!(order[i] in told)) {
                    told[order[i]]
                    printf "%s,%s,%.3f,%.3f\n", stage, order[i], count[order[i]] / all, seconds * count[order[i]] / all
                }
        }'
}

echo stage,phase,share,seconds
for stage in clean turnover; do
    "run_$stage" /usr/bin/time -o "$work/time" -f '%U %S' || exit 3
    "run_$stage" perf record -q -e cpu-clock -F 1000 --call-graph fp -o "$work/perf" >"$work/said" 2>&1 || exit 3
    phases "$stage" "$(awk '{ print $1 + $2 }' "$work/time")"
done
for what in 'wc -l' "$work/scan"; do
    # shellcheck disable=SC2086
    /usr/bin/time -o "$work/time" -f '%U %S' $what "$register" >"$work/said" || exit 3
    awk -v what="$(basename "${what%% *}")" '{ printf "scan,%s,,%.3f\n", what, $1 + $2 }' "$work/time"
done
