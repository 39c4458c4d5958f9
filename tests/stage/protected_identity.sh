#!/usr/bin/env bash
# People with protected identity stand in an extract with words in place of facts. They are counted, and no row of a public table is there
# because of them: a row of those of unknown gender, age, operation or district would tell that there is such a person.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
drawn="persons=700 units=4 years=4"
NAMED=1 # so many persons are protected
protect_some() { # RAW: unit, operation, gender and birth year of them
    awk -F';' -v OFS=';' -v n="$NAMED" 'NR > 1 && substr($1, 2) + 0 <= n && /^x/ { $2 = "Skyddad"; $4 = "***"; $8 = "sekretess"; $9 = "skyddade personuppgifter" } { print }' \
        "$1/staff/register.csv" >"$1/register" && mv "$1/register" "$1/staff/register.csv"
}
ALTER=
protect_register 303 "$dir/open" $drawn >"$dir/said" 2>&1
expect "a register without them is protected" test $? -eq 0
ALTER=protect_some
protect_register 303 "$dir/one" $drawn >"$dir/said" 2>&1
expect "and so is one with one of them" test $? -eq 0

rows() { # DIR: names of rows of the tables that people's facts divide
    cut -d, -f1-5 "$1/public/city.csv" && cut -d, -f1-3 "$1/public/districts.csv"
}
kept() { sed -n 's/^[^,]*,\([^,]*,[^,]*,[^,]*\),.*/\1/p' "$1/private/intake.csv" | head -2; }
rows "$dir/open" >"$dir/rows"
rows "$dir/one" >"$dir/rows_of_one"
expect_same "no row is there because of one person" "$dir/rows_of_one" "$dir/rows"
whole() { grep '^[0-9]*,all,none,' "$1/public/city.csv"; }
whole "$dir/open" >"$dir/whole"
whole "$dir/one" >"$dir/whole_of_one"
expect_same "the person is counted in the city" "$dir/whole_of_one" "$dir/whole"
for field in förvaltning verksamhetsområde kön födelseår; do
    expect "the word is counted in the notes of $field" grep -q ",$field,untold,[1-9]" "$dir/one/private/notes.csv"
    expect "... and that few lack the fact" grep -q ",$field,unknown_of_few,[1-9]" "$dir/one/private/notes.csv"
done
expect "no record of them is refused" test "$(wc -l <"$dir/one/private/rejects.csv")" -eq "$(wc -l <"$dir/open/private/rejects.csv")"

# As many as a group are a row of their own.
NAMED=12
protect_register 303 "$dir/many" $drawn >"$dir/said" 2>&1
expect "a register with twelve of them is protected" test $? -eq 0
expect "those are told of as unknown" grep -q '^[0-9]*,all,gender,unknown,' "$dir/many/public/city.csv"
expect "... as a district of its own" grep -q ',okänd,' "$dir/many/public/districts.csv"

# Without the rule the one is seen.
protect_some_openly() {
    NAMED=1 protect_some "$1" && sed -i 's/^\[clean\]/[clean]\nrare_words = 0/' "$1/report.ini"
}
ALTER=protect_some_openly
protect_register 303 "$dir/openly" $drawn >"$dir/said" 2>&1
expect "where no few are put together the row is there" grep -q '^[0-9]*,all,gender,unknown,' "$dir/openly/public/city.csv"
