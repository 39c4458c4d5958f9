#!/bin/sh
# search.sh - how fast the search for a break is, on one core, and how fast R would do the same with glm(), or a smaller search of
# its own kind with strucchange, in the same run.
#
# The promise: 9,999 replicates of 11 years within 0.5 s, 999 of 132 months with month effects within 3 s, in processor time, and 50 times
# as many replicates as R's glm(), and as strucchange, which has fewer candidates. Exit status 1 where it is not kept, or where R's largest
# likelihood ratio is another. Without R its part is left out, with a word.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
make -s build/plain/tools/search-bench
build/plain/tools/search-bench "$folder" >"$folder/ours"
failed=0
while read -r name replicates seconds statistic; do
    case $name in
    annual) per_year=1 limit=0.5 repeat=10 ;;
    *) per_year=12 limit=3 repeat=1 ;;
    esac
    awk -v name="$name" -v n="$replicates" -v s="$seconds" -v limit="$limit" 'BEGIN {
        printf "%-8s %5d replicates in %.3f s (at most %g): %.0f a second\n", name, n, s, limit, n / s; exit s > limit }' || failed=1
    if command -v Rscript >/dev/null 2>&1; then
        Rscript scripts/bench/search.R "$folder/$name.csv" "$per_year" "$repeat" >"$folder/theirs"
        read -r r_statistic r_rate candidates structural dates <"$folder/theirs"
        awk -v name="$name" -v n="$replicates" -v s="$seconds" -v a="$statistic" -v b="$r_statistic" -v rate="$r_rate" -v c="$candidates" \
            -v structural="$structural" -v dates="$dates" '
            BEGIN {
                printf "%-8s R, glm() of %d candidates: %.2f a second; ours is %.0f times as fast\n", name, c, rate, n / s / rate
                if (structural == "NA") printf "%-8s strucchange is not here\n", name
                else printf "%-8s R, strucchange of %d candidates: %.2f a second; ours fits %.0f times as many candidates a second, makes %.0f times as many replicates\n",
                    name, dates, structural, n / s * c / (structural * dates), n / s / structural
                printf "%-8s largest LR: ours %.6f, R %.6f\n", name, a, b
                exit (a - b) ^ 2 > 1e-10 * b ^ 2 || n / s < 50 * rate || (structural != "NA" && n / s < 50 * structural) }' || failed=1
    else
        echo "$name: R is not here, so nothing to compare with"
    fi
done <"$folder/ours"
exit $failed
