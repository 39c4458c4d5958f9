#!/usr/bin/env bash
# The command stat: options, columns, messages; and that the reference tests can fail.
. "$(dirname "$0")/../support/shell.sh"
stat=$bin/stat

cat >"$dir/rates.csv" <<'END'
district,x,pt
Älvsjö,3,20.5
Farsta,0,17
Älvsjö,4,22
END

expect_exit 0 "help lists the methods" "$stat" --help
expect_text "the list says what each does" "$dir/stdout" "rate-ratio"
expect_exit 0 "a method explains its options" "$stat" rate --help
expect_text "with their defaults" "$dir/stdout" "(annars 0.95)"
expect_exit 0 "rates are computed row by row" "$stat" rate "$dir/rates.csv"
expect_text "a name ends in its row" "$dir/stdout" "rate_2,0"
expect_text "a value has all its digits" "$dir/stdout" "rate_1,0.14634146341463414"
expect_exit 0 "rows are chosen by a column" "$stat" rate --where district=Farsta "$dir/rates.csv"
expect_text "one row needs no number" "$dir/stdout" "rate,0"
expect_exit 0 "an option may stand with an equals sign" "$stat" rate --conf=0.9 "$dir/rates.csv"
expect_exit 0 "conditions add up" "$stat" rate --where district=Älvsjö --where x=4 "$dir/rates.csv"
expect_text "only rows that meet both are left" "$dir/stdout" "rate,0.18181818181818182"

expect_exit 2 "no method is a wrong command" "$stat"
expect_exit 2 "an unknown method is a wrong command" "$stat" medelvärde
expect_text "and is named" "$dir/stderr" 'metoden "medelvärde" finns inte'
expect_exit 2 "an unknown option is a wrong command" "$stat" rate --konfidens 0.9 "$dir/rates.csv"
expect_text "and is named" "$dir/stderr" "okänd flagga --konfidens"
expect_exit 2 "an option without its value is a wrong command" "$stat" rate "$dir/rates.csv" --conf
expect_exit 2 "a value out of range is a wrong command" "$stat" rate --conf 95 "$dir/rates.csv"
expect_text "and the range is said" "$dir/stderr" "mellan 0 och 1"
expect_exit 2 "a value that is no number is a wrong command" "$stat" rate --conf 0,95 "$dir/rates.csv"
expect_exit 2 "a missing column is a wrong command" "$stat" rate --events avgångar "$dir/rates.csv"
expect_text "and is named with its file" "$dir/stderr" "rates.csv: avgångar: kolumnen finns inte"
expect_exit 2 "a condition without a value is a wrong command" "$stat" rate --where district "$dir/rates.csv"
expect_exit 2 "a method that needs a file says so" "$stat" rate
expect_exit 2 "a required option is asked for" "$stat" quantile --p 0.5
expect_exit 3 "a file that is not there is a fault of the system" "$stat" rate "$dir/none.csv"

printf 'x,pt\n3,20\n"4",tjugo\n' >"$dir/word.csv"
expect_exit 1 "a word among numbers is a fault of the data" "$stat" rate "$dir/word.csv"
expect_text "with its line and column" "$dir/stderr" "word.csv:3: pt: ska vara ett tal"
expect_no_text "and without the value" "$dir/stderr" "tjugo"
printf 'x,pt\n3,\n' >"$dir/gap.csv"
expect_exit 1 "a gap among numbers is a fault of the data" "$stat" rate "$dir/gap.csv"
printf 'x,pt\n3,20,1\n' >"$dir/long.csv"
expect_exit 1 "a line with too many fields is a fault of the data" "$stat" rate "$dir/long.csv"
: >"$dir/empty.csv"
expect_exit 1 "an empty file is a fault of the data" "$stat" rate "$dir/empty.csv"
printf 'x,pt\n' >"$dir/header.csv"
expect_exit 0 "a file without rows has no results" "$stat" rate "$dir/header.csv"
expect_exit 3 "a full disk is not success" sh -c "'$stat' rate '$dir/rates.csv' >/dev/full"

# The reference tests themselves.
mkdir -p "$dir/reference/data"
cp "$dir/rates.csv" "$dir/reference/data/"
reference() { "$project/tests/reference/run.sh" "$stat" "$dir/reference"; }
cases() { printf 'case,arguments,data\n%s\n' "$1" >"$dir/reference/cases_a.csv"; }
values() { printf 'case,quantity,value,rel_tol,source\n%s\n' "$1" >"$dir/reference/expected_a.csv"; }
cases 'a,rate --where x=3,rates.csv'
values 'a,rate,0.146341463415,1e-9,hand'
expect_exit 0 "a right reference number passes" reference
expect_text "and is counted" "$dir/stdout" "# 1 reference values"
values 'a,rate,0.14634149,1e-9,hand'
expect_exit 1 "a number that is off by more than its tolerance fails" reference
values 'a,rate,NA,1e-9,hand'
expect_exit 1 "a number where none should be fails" reference
values 'a,rater,0.146341463415,1e-9,hand'
expect_exit 1 "a quantity that is not printed fails" reference
values 'b,rate,0.146341463415,1e-9,hand'
expect_exit 1 "a case without commands fails" reference
cases 'a,rate --where y=3,rates.csv'
values 'a,rate,0.146341463415,1e-9,hand'
expect_exit 1 "a command that fails is a failure" reference
expect_exit 0 "one quantity can be asked for" "$stat" rate --only rate,exact_hi --where x=3 "$dir/rates.csv"
expect "and it stands alone" test "$(wc -l <"$dir/stdout")" = 3
expect_exit 2 "a quantity that is not there is a wrong command" "$stat" rate --only medel "$dir/rates.csv"
expect_text "and is named" "$dir/stderr" "ingen storhet medel"

# The oracle against what is tested.
against() { "$project/tests/reference/oracle.sh" "$dir/oracle.csv" "$dir/reference"; }
printf 'case,quantity,value,rel_tol,reference,published\na,rate,0.5,1e-7,"hand, twice",\na,other,1,1e-7,hand,\n' >"$dir/oracle.csv"
printf '| case | quantity | values | why |\n|---|---|---|---|\n| a | oth* | 1 | for a reason |\n' >"$dir/reference/README.md"
values 'a,rate,0.5,1e-7,hand'
expect_exit 0 "all that is not left out is tested" against
values 'a,rate,0.5,1e-6,hand'
expect_exit 1 "a tolerance looser than the oracle's fails" against
expect_text "and is named" "$dir/stdout" "a,rate: 0.5 within 1e-6"
values 'a,rat,0.5,1e-7,hand'
expect_exit 1 "a value that is nowhere fails" against
values 'a,rate,0.5,1e-7,hand
a,other,1,1e-7,hand'
expect_exit 1 "a value that is tested and left out fails" against

# The page says what the program does: every method, and of each every option.
"$stat" --help | awk '/^  [a-z]/ { print $1 }' >"$dir/methods"
while read -r method; do
    section=$(awk -v head="### \`$method\`" 'index($0, "### ") == 1 || index($0, "## ") == 1 { on = index($0, head) == 1 } on' "$project/docs/stat.md")
    [ -n "$section" ] || echo "$method"
    grep -q '^    ' <<<"$section" || echo "$method: no line of R"
    for option in $("$stat" "$method" --help | sed -n 's/^  --\([a-z0-9-]*\) .*/\1/p' | grep -vx -e where -e only); do
        case $option:$section in
        time:*'Columns as `break`'* | events:*'Columns as `break`'* | exposure:*'Columns as `break`'*) ;;
        *"\`--$option"*) ;;
        *) echo "$method --$option" ;;
        esac
    done
done <"$dir/methods" >"$dir/undocumented"
expect_same "every method and option is in docs/stat.md" "$dir/undocumented" /dev/null
expect "there are more than thirty" test "$(wc -l <"$dir/methods")" -gt 30
