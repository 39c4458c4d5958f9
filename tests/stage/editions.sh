#!/usr/bin/env bash
# What was shown is known for ever: a released edition that is gone, cut short or changed stops the protection and the audit, and so
# does a table that was never released; an edition that nobody released counts, and that is said.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
at=$dir/city
protect_register_twice 303 "$at" persons=90 units=3 years=4 >"$dir/said" 2>&1
expect 'a report beside an earlier one is made' test $? -eq 0
published=$at/raw/published
log=$published/releases.csv
cp -r "$published/2024" "$dir/frozen"
log_of() { # EDITION: as scripts/release/publish.sh writes it
    for file in "$dir"/frozen/*.csv; do
        printf '2025-01-31,"%s","Eva Ek","Åke ""Al"", chef","0.1.0","public/%s",%s\n' "$1" "${file##*/}" "$(sha256sum <"$file" | cut -d' ' -f1)"
    done
    printf '2025-01-31,"%s","Eva Ek","Åke ""Al"", chef","0.1.0","report.html",00\n' "$1"
}
whole() {
    rm -rf "$published" && mkdir "$published" && cp -r "$dir/frozen" "$published/2024"
    { echo 'date,edition,made_by,confirmed_by,version,file,sha256' && log_of 2024; } >"$log"
}
of_report() {
    "$@" --public "$at/public" --settings "$at/settings/protect.ini" --published "$published" --report "$at/settings/report.ini" \
        --organisation "$at/raw/organisation.csv"
}
protect() { of_report "$bin/protect" --private "$at/private"; }
audit() { of_report "$bin/audit" --output "$at/audit.csv"; }
stops() { # WHAT PATH TEXT
    expect_exit 1 "$1 stops the protection" protect
    expect_text "... and says where, and what to do" "$dir/stderr" "protect: $2: $3"
    expect_exit 1 "... and the audit" audit
    expect_text "... that says so too" "$dir/stderr" "audit: $2: $3"
    whole
}
goes_on() { # WHAT TEXT
    expect_exit 0 "$1 counts as shown" audit
    expect_text "... and the audit says so" "$dir/stderr" "audit: obs: utgåvan 2024 $2"
    expect_exit 0 "... the protection too, without a word" protect
    expect_same "... as it was" "$at/public/city.csv" "$dir/city.csv"
    whole
}

whole
cp "$at/public/city.csv" "$dir/city.csv"
expect_exit 0 "an edition as it was released is protected against" protect
expect_same "... no word is said of it" "$dir/stderr" /dev/null
expect_exit 0 "... and audited" audit
expect_same "... nor there" "$dir/stderr" /dev/null
expect_same "... and is what it was without a log" "$at/public/city.csv" "$dir/city.csv"

rm -r "$published/2024"
stops "an edition whose folder is gone" "$log:2" "utgåvan 2024 har getts ut, men mappen med dess tabeller finns inte längre"
rm "$published/2024/districts.csv"
stops "a released table that is gone" "$published/2024/districts.csv" "tabellen har getts ut, men finns inte längre"
sed -i '$d' "$published/2024/city.csv"
stops "a released table that is cut short" "$published/2024/city.csv" "tabellen är inte längre den som gavs ut"
sed -i 's/,withheld,/,,/' "$published/2024/city.csv"
stops "a released table that is changed" "$published/2024/city.csv" "tabellen är inte längre den som gavs ut"
cp "$published/2024/city.csv" "$published/2024/city2.csv"
stops "a table that was never released" "$published/2024" "tabellen city2.csv har inte getts ut"
printf 'x,2024\n' >>"$log"
stops "a log that can not be read" "$log:$(wc -l <"$log")" "raden om en utgiven tabell kan inte läsas"
sed -i '1s/edition/utgåva/' "$log"
stops "a log without editions" "$log" "kolumnen edition saknas"
log_of "våren 2024" >>"$log"
stops "a released edition that comes after a new one by name" "$log:$((2 + $(ls "$dir/frozen" | wc -l) + 1))" "utgåvan våren 2024 har getts ut, men räknas inte som tidigare än 2025"

rm "$log"
goes_on "an edition that no log has" "står inte i published/releases.csv"
sed -i '/"2024"/d' "$log" && log_of 2023b >>"$log" && cp -r "$dir/frozen" "$published/2023b"
goes_on "an edition that the log lacks" "står inte i published/releases.csv"
sed -i -E 's/,"?[^",]*"?,[^,]*$//' "$log"
expect_text "a log may have no columns of files" "$log" 'date,edition,made_by,confirmed_by,version'
goes_on "an edition of which the log has no tables" "har inga kontrollsummor för sina tabeller i published/releases.csv"
log_of 2025 >>"$log"
expect_exit 0 "of its own edition, and of later ones, nothing is asked" audit
mkdir "$dir/public" && mv "$published"/2024/* "$dir/public" && mv "$dir/public" "$published/2024/public"
expect_exit 0 "tables may lie in a folder public of the edition" audit
expect_same "... without a word" "$dir/stderr" /dev/null
