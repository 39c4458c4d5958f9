#!/usr/bin/env bash
# all.sh - `make bench`: every race of this folder in one run. Writes build/bench/bench.csv (machine,race,what,size,seconds,memory_mb,peer,
# ratio: the peer's time over ours) and draws build/bench/register.svg and growth.svg of the races of that name. Absolute times drift on a
# shared machine, so ratios are what to quote. RACES chooses among register, growth, phases, search, report, protect; SIZES are those of
# the register race, in spells, GROWTH those of the growth; FILES and PERSONS its monthly snapshots.
#
# What Debian has of the peers is installed where this is root; DuckDB and Polars come through npm, into build/bench/peers. What can not be
# had is named and passed over.
set -u
cd "$(dirname "$0")/../.." || exit 3
unset MAKEFLAGS MAKELEVEL
to=$PWD/build/bench
races=${RACES:-register growth phases search report protect}
sizes=${SIZES:-100000 1000000 5000000}
growth=${GROWTH:-100000 1000000 10000000}
mkdir -p "$to/peers"

packages='time r-base-core r-cran-data.table r-cran-strucchange r-cran-rmarkdown r-cran-ggplot2'
# shellcheck disable=SC2086 # words
if ! dpkg -s $packages >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages >/dev/null ||
            echo "some of $packages could not be installed" >&2
    else
        echo "to race all peers, install: $packages" >&2
    fi
fi
[ -x /usr/bin/time ] || { echo 'GNU time is missing: apt-get install time' >&2; exit 69; }
if [ ! -d "$to/peers/node_modules" ] && command -v npm >/dev/null; then
    (cd "$to/peers" && npm install --silent --no-audit --no-fund @duckdb/node-api nodejs-polars) >/dev/null 2>&1 ||
        echo 'DuckDB and Polars could not be had through npm' >&2
fi
# One that came without what it needs of this machine is no peer.
for peer in @duckdb/node-api nodejs-polars; do
    (cd "$to/peers" && node -e "require('$peer')") >/dev/null 2>&1 || {
        rm -rf "${to:?}/peers/node_modules/$peer"
        echo "$peer can not be loaded here" >&2
    }
done
export PEERS=$to/peers
make --no-print-directory -j2 build >/dev/null || exit 3

machine="$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1) x $(nproc)"
failed=0
run() { # RACE COMMAND...
    local race=$1
    shift
    case " $races " in *" $race "*) ;; *) return 1 ;; esac
    echo "--- $race"
    "$@" | tee "$to/$race.txt"
    [ "${PIPESTATUS[0]}" -eq 0 ] || { echo "$race: failed" >&2; failed=1; }
}

# Lines what,size,seconds,memory -> rows; OURS is the line that the others are held against. The report has no size, but rounds.
rows() { # RACE OURS PEERS_PATTERN
    awk -F, -v OFS=, -v machine="\"$machine\"" -v race="$1" -v ours="$2" -v peers="$3" '
        NF == 4 && $3 ~ /^[0-9.]+$/ { n++; what[n] = $1; size[n] = $2; seconds[n] = $3; memory[n] = $4; if ($1 == ours) base[$2] = $3 }
        END { for (i = 1; i <= n; i++) {
            peer = what[i] ~ peers
            print machine, race, what[i], race == "report" ? "" : size[i], seconds[i], memory[i], peer ? "yes" : "no",
                (peer && base[size[i]] > 0 ? sprintf("%.2f", seconds[i] / base[size[i]]) : "") } }' "$to/$1.txt" >>"$to/bench.csv"
}

echo machine,race,what,size,seconds,memory_mb,peer,ratio >"$to/bench.csv"
# shellcheck disable=SC2086
run register scripts/bench/register.sh $sizes && rows register ours '^(duckdb|polars|data.table)$'
# shellcheck disable=SC2086
run growth scripts/bench/growth.sh $growth && rows growth - '^$'
run phases scripts/bench/phases.sh && awk -F, -v OFS=, -v machine="\"$machine\"" '
    $4 ~ /^[0-9.]+$/ { print machine, "phases", $1 "_" $2, 1000000, $4, "", "no", "" }' "$to/phases.txt" >>"$to/bench.csv"
run report scripts/bench/report.sh && rows report no_pdf '^rmarkdown$'
run search scripts/bench/search.sh && awk -v OFS=, -v machine="\"$machine\"" '
    / replicates in / { print machine, "search", $1, $2, $5, "", "no", "" }
    / ours is / { print machine, "search", $1 "_glm", "", "", "", "yes", $(NF - 3) }' "$to/search.txt" >>"$to/bench.csv"
run protect scripts/bench/protect.sh && awk -v OFS=, -v machine="\"$machine\"" '
    $NF == "MB" { what = $0; sub(/ +[0-9.]+ s +[0-9.]+ MB$/, "", what); gsub(/ +/, " ", what); print machine, "protect", "\"" what "\"", "", $(NF - 3), $(NF - 1), "no", "" }' \
    "$to/protect.txt" >>"$to/bench.csv"

draw() { # FIGURE: of the race that ran
    (cd "$to" && gnuplot -d -c "../../scripts/bench/$1.gp") || failed=1
}
if command -v gnuplot >/dev/null; then
    case " $races " in *' register '*)
        awk -F, '$2 ~ /^[0-9]+$/ && $1 != "clean" && $1 != "turnover" { if ($2 + 0 > most) { most = $2 + 0; n = 0 } if ($2 == most) line[++n] = $1 "," $3 }
            END { for (i = 1; i <= n; i++) print line[i] }' "$to/register.txt" >"$to/largest.txt"
        [ ! -s "$to/largest.txt" ] || draw register
        ;;
    esac
    case " $races " in *' growth '*) draw growth ;; esac
fi
echo "build/bench/bench.csv"
exit $failed
