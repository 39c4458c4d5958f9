#!/usr/bin/env bash
# The catalogue of messages: every way in which a delivery, a setting, a command line or a table between stages can be wrong, and the exact
# line that is said of it, with its exit status. The lines stand in messages.txt, in order; that no message of the
# sources is missing from the tests is held by tests/stage/catalogue.sh. PRINT=1 prints what is said instead of comparing it.
. "$(dirname "$0")/../support/shell.sh"
key=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
export PERSONALRORLIGHET_KEY_HEX=$key
d=$dir/leverans
o=$dir/ut
golden=$project/tests/stage/messages.txt
HEADER='personid;förvaltning;yrke;anställningsform;anställd_från;anställd_till'
: >"$dir/told"

# Runs COMMAND, which fails; keeps `NAME: STATUS LINE`, with places of this machine left out.
says() { # NAME COMMAND...
    local name=$1 status
    shift
    (cd "$dir" && "$@") >"$dir/stdout" 2>"$dir/stderr"
    status=$?
    [ $status -ne 0 ] && [ -s "$dir/stderr" ] || not_ok "$name fails, and says why" "status $status"
    printf '%s: %d %s\n' "$name" $status "$(sed -e "s|$d|LEVERANS|g; s|$o|UT|g; s|$dir|MAPP|g; s|$bin|BIN|g" "$dir/stderr" | tail -n 1)" >>"$dir/told"
}

new() { # a delivery with one good file
    rm -rf "$d" "$o"
    mkdir -p "$d/staff" "$o"
    printf '%s\nx1;A;s;tillsvidare;2019-01-01;\n' "$HEADER" >"$d/staff/a.csv"
    printf '[clean]\nextraction_date = 2021-12-31\n' >"$dir/report.ini"
}
clean() { "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" "$@"; }
file() { # PATH TEXT: printf's
    mkdir -p "$(dirname "$d/$1")"
    # shellcheck disable=SC2059 # TEXT is a format
    printf "$2" >"$d/$1"
}
refused() { # NAME PATH TEXT: by clean, in a new delivery
    new
    file "$2" "$3"
    says "$1" clean
}
setting() { # NAME TEXT: by clean, which reads report.ini
    new
    # shellcheck disable=SC2059
    printf "$2" >"$dir/report.ini"
    says "$1" clean
}
split() { # NAME TEXT: by settings
    new
    # shellcheck disable=SC2059
    printf "$2" >"$dir/report.ini"
    says "$1" "$bin/settings" --input "$dir/report.ini" --output-dir "$o"
}
COLUMNS_OF='personid;förvaltning;yrke;anställd_från;anställd_till'

# ---- files of staff ---------------------------------------------------------------------------------------------------------
refused 'an empty file' staff/a.csv ''
refused 'a name that means the sum of all' staff/a.csv "$COLUMNS_OF\nx;all;s;2019-01-01;\n"
new
mkfifo "$d/staff/b.csv"
says 'a file that never ends' clean
refused 'a blank line' staff/a.csv '\n'
refused 'no names' staff/a.csv ';;;\nx;A;s;2019-01-01\n'
refused 'a column without a name' staff/a.csv "$COLUMNS_OF;;n\nx;A;s;2019-01-01;;;\n"
refused 'a name on two lines' staff/a.csv '"person\nid";förvaltning\nx;A\n'
refused 'figures for names' staff/a.csv '1;A;s;2019-01-01;\n'
refused 'a name twice' staff/a.csv "$COLUMNS_OF;n;n\nx;A;s;2019-01-01;;;\n"
refused 'a quote too many in the header' staff/a.csv 'person"id;förvaltning\nx;A\n'
refused 'a quote in the header that is never closed' staff/a.csv '"personid;förvaltning\nx;A\n'
refused 'a name that is no name' staff/a.csv "$COLUMNS_OF;$(head -c 70000 /dev/zero | tr '\0' x)\nx;A;s;2019-01-01;;\n"
refused 'too many columns' staff/a.csv "$COLUMNS_OF$(seq -f ';k%.0f' 20000 | tr -d '\n')\n"
refused 'single quotes' staff/a.csv "'personid';'förvaltning'\n'x';'A'\n"
refused 'nothing that can be read' staff/a.csv "$COLUMNS_OF\nx\"1;A;s;2019-01-01;\n"
refused 'a packed file of another kind' staff/a.csv '7z\274\257\n'
refused 'a packed file of a third kind' staff/a.csv 'Rar!\n'
refused 'a workbook that is none' staff/a.xlsx 'PK\3\4x'
new
printf '%s\n' "$HEADER" >"$d/staff/a.csv"
for n in $(seq 20); do printf 'x%d;S\366dra;s;tillsvidare;2019-01-01;\n' "$n"; done >>"$d/staff/a.csv"
says 'letters of another encoding' clean
printf '%s\n' "$HEADER" >"$d/staff/a.csv"
for n in $(seq 20); do printf 'x%d;S\377\376\301;s;tillsvidare;2019-01-01;\n' "$n"; done >>"$d/staff/a.csv"
says 'bytes of no encoding' clean
printf '[clean]\nencoding = klingon\n' >"$dir/report.ini"
says 'an unknown encoding' clean
new
printf '[clean]\nencoding = utf-16\n' >"$dir/report.ini"
printf '\377\376p\0x' >"$d/staff/a.csv"
says 'half a character' clean
new
mkdir -p "$d/staff/$(seq -s/ 40)"
says 'folders in folders' clean
new
says 'a part that is none' clean --only half
new
says 'an unknown option' clean --fart hög
says 'an option without its value' "$bin/clean" --delivery
new
printf '%s\nx1;A;s;tillsvidare;2019-01-01;\n' "$HEADER" >"$d/staff/a.csv"
says 'a full screen' sh -c '"$@" >/dev/full' sh "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" --only check
new
says 'a place that is none' "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$dir/ingenstans"
says 'settings that are not there' "$bin/clean" --delivery "$d" --settings "$dir/ingen.ini" --output-dir "$o"

# ---- words, corrections, headcounts, counts -------------------------------------------------------------------------------------
refused 'a code that is none' codes/form.csv 'word,code\ntillsvidare,evig\n'
refused 'a code that is none, of a header' codes/headers.csv 'word,code\nx,fel\n'
refused 'a code that is none, of a gender' codes/gender.csv 'word,code\nx,fel\n'
refused 'a code that is none, of a cause' codes/cause.csv 'word,code\nx,fel\n'
refused 'a code that is none, of pay' codes/pay.csv 'word,code\nx,fel\n'
refused 'no code' codes/occupation.csv 'word,code\nx,\n'
refused 'no word' codes/occupation.csv 'word,code\n,s\n'
refused 'a word with two codes' codes/form.csv 'word,code\nfast,permanent\nfast,hourly\n'
refused 'codes that end before they begin' codes/form.csv 'word,code,valid_from,valid_to\nfast,permanent,2020-01-01,2019-01-01\n'
refused 'a list without codes' codes/form.csv 'word\nfast\n'
refused 'a list with two columns of one meaning' codes/form.csv 'word,ord,code\nfast,fast,permanent\n'
refused 'a list with a day that is none' codes/form.csv 'word,code,valid_from\nfast,permanent,i fjol\n'
refused 'a list with a cell too many' codes/form.csv 'word,code\nfast,permanent,x\n'
refused 'a list with a quote too many' codes/form.csv 'word,code\nfa"st,permanent\n'
refused 'a list in another encoding' codes/form.csv "word,code\n$(printf 'x%d,permanent\\n' {1..30})s\366n,permanent\n"
refused 'a list with a cell that is too long' codes/form.csv "word,code\n$(head -c 70000 /dev/zero | tr '\0' x),permanent\n"
CORRECTIONS='file,line,person,field,old,new,reason,who,date\n'
refused 'a correction of no record' corrections.csv "$CORRECTIONS,,,yrke,s,t,skäl,jag,2020-01-01\n"
refused 'a correction of no file' corrections.csv "$CORRECTIONS,2,,yrke,s,t,skäl,jag,2020-01-01\n"
refused 'a correction of no field' corrections.csv "${CORRECTIONS}staff/a.csv,2,,sko,s,t,skäl,jag,2020-01-01\n"
refused 'a correction of no line' corrections.csv "${CORRECTIONS}staff/a.csv,två,,yrke,s,t,skäl,jag,2020-01-01\n"
refused 'a correction of a file that is not there' corrections.csv "${CORRECTIONS}staff/q.csv,2,,yrke,s,t,skäl,jag,2020-01-01\n"
refused 'a correction without a reason' corrections.csv "${CORRECTIONS}staff/a.csv,2,,yrke,s,t,,jag,2020-01-01\n"
refused 'a correction that does not meet' corrections.csv "${CORRECTIONS}staff/a.csv,2,,yrke,z,t,skäl,jag,2020-01-01\n"
TOTALS='date,district,occupation,persons,explanation\n'
refused 'headcounts without a day' control_totals.csv "$TOTALS,A,,1,\n"
refused 'headcounts without a number' control_totals.csv "${TOTALS}2019-02-01,A,,en,\n"
refused 'headcounts of nobody' control_totals.csv "${TOTALS}2019-02-01,A,,99999999999,\n"
refused 'headcounts that stand twice' control_totals.csv "${TOTALS}2019-02-01,A,,1,\n2019-02-01,A,,1,\n"
refused 'headcounts that differ' control_totals.csv "${TOTALS}2019-02-01,A,,3,\n2019-03-01,,,3,\n"
new
file codes/occupation.csv 'word,code\ns,socialsekreterare\n'
file control_totals.csv "${TOTALS}2019-02-01,A,okänd,1,\n"
says 'headcounts of an unknown occupation' clean
refused 'counts without a period' counts/c.csv 'unit;exits\nA;1\n'
refused 'counts without a unit' counts/c.csv 'period;exits\n2019;1\n'
refused 'counts that count nothing' counts/c.csv 'period;unit;occupation\n2019;A;s\n'
refused 'counts with two columns of one meaning' counts/c.csv 'period;unit;enhet;exits\n2019;A;A;1\n'
refused 'counts without rows' counts/c.csv 'period;unit;exits\n'

refused 'a list whose header has no names' codes/form.csv ';;\n'
refused 'a list whose header has figures' codes/form.csv '1;2\n'
new
{ echo "$HEADER" && seq 65600 | sed 's/.*/x&;D&;s;tillsvidare;2019-01-01;/'; } >"$d/staff/a.csv"
says 'more districts than there are' clean
new
rm -rf "$d/staff"
: >"$d/staff"
says 'a folder of staff that is a file' clean
new
mkdir "$o/spells.csv"
says 'a table that is a folder' clean

# ---- [files] ----------------------------------------------------------------------------------------------------------------
for option in 'extraction_date i går' 'encoding' 'date d-m-y' 'grade många' 'delimiter punkt' 'färg blå'; do
    setting "of a file: $option" "[files]\na.csv = $option\n"
done
setting 'of a file that is not there' '[files]\nb.csv = grade percent\n'
setting 'memory that nothing fits' '[clean]\nmemory = 4M\n'

# ---- the key ----------------------------------------------------------------------------------------------------------------
without_key() { env -u PERSONALRORLIGHET_KEY_HEX -u XDG_CONFIG_HOME HOME="$dir/hem" "$@"; }
run_clean=("$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o")
new
says 'a key that is too short' env PERSONALRORLIGHET_KEY_HEX=00ff "${run_clean[@]}"
says 'a key of other letters' env PERSONALRORLIGHET_KEY_HEX=${key/0a/xy} "${run_clean[@]}"
says 'no home' env -u PERSONALRORLIGHET_KEY_HEX -u XDG_CONFIG_HOME HOME= "${run_clean[@]}"
says 'no home at all' env -u PERSONALRORLIGHET_KEY_HEX -u XDG_CONFIG_HOME -u HOME "${run_clean[@]}"
says 'a home too far' env -u PERSONALRORLIGHET_KEY_HEX -u XDG_CONFIG_HOME HOME="/$(head -c 5000 /dev/zero | tr '\0' h)" "${run_clean[@]}"
mkdir "$dir/hem"
printf '%s\n' "${key^^}" >"$dir/nyckel"
printf '[clean]\nkey = %s\n' "$dir/nyckel" >"$dir/report.ini"
chmod 644 "$dir/nyckel"
says 'a key for everybody' without_key "${run_clean[@]}"
chmod 600 "$dir/nyckel"
expect_exit 0 'a key in capitals is a key' without_key "${run_clean[@]}"
printf 'hemligt\n' >"$dir/nyckel"
says 'a key that is none' without_key "${run_clean[@]}"
rm "$dir/nyckel"
mkdir "$dir/nyckel"
says 'a key that is a folder' without_key "${run_clean[@]}"
ln -s nyckel "$dir/länk"
printf '[clean]\nkey = %s\n' "$dir/länk" >"$dir/report.ini"
says 'a key that is a link' without_key "${run_clean[@]}"
printf '[clean]\nkey = %s\n' "$dir/report.ini/nyckel" >"$dir/report.ini"
says 'a key below a file' without_key "${run_clean[@]}"
printf '[clean]\nkey = %s\n' "/dev/null/a/nyckel" >"$dir/report.ini"
says 'a key in a device' without_key "${run_clean[@]}"
printf '[clean]\nkey = %s\n' "$d/nyckel" >"$dir/report.ini"
says 'a key in the project' without_key "${run_clean[@]}" --project "$d"
printf '[clean]\nkey = /proc/a/nyckel\n' >"$dir/report.ini"
says 'a key where none can be made' without_key "${run_clean[@]}"

# ---- report.ini -------------------------------------------------------------------------------------------------------------
split 'not text' 'a\000b\n'
split 'too long a line' "[clean]\nkey = $(head -c 300 /dev/zero | tr '\0' x)\n"
split 'letters of another encoding in settings' '[report]\ntitle = S\366dra\n'
split 'a section with more on its line' '[clean] x\n'
split 'an amount of memory that is none' '[turnover]\nmemory = mycket\n'
split 'no name of a key' '[clean]\n= 5\n'
split 'a key before the sections' 'first_year = 2014\n'
split 'a key twice' '[turnover]\nfirst_year = 2014\nfirst_year = 2015\n'
split 'neither this nor that' '[turnover]\nfrån 2014\n'
split 'an unknown section' '[trunover]\nfirst_year = 2014\n'
split 'an unknown key' '[turnover]\nfrist_year = 2014\n'
split 'a year that is none' '[turnover]\nfirst_year = i fjol\n'
split 'a year out of range' '[turnover]\nfirst_year = 1800\n'
split 'a word that is none of them' '[turnover]\npopulation = alla\n'
split 'years the wrong way' '[turnover]\nfirst_year = 2020\nlast_year = 2019\n'
split 'trend years the wrong way' '[trend]\nfirst_year = 2020\nlast_year = 2019\n'
split 'a base year outside' '[turnover]\nfirst_year = 2014\nlast_year = 2019\n[report]\nbase_year = 2020\n'
split 'a base that rounds nothing' '[protect]\nrounding_base = 1\n'
split 'a base that makes none of some' '[protect]\nrounding_base = 20\n'
split 'ages the wrong way' '[turnover]\nage_bands = 40, 30\n'
split 'a day that is none' '[turnover]\nreference_day = 02-30\n'
split 'periods that are none' '[turnover]\nplan_periods = 2016\n'
split 'periods that overlap' '[turnover]\nplan_periods = 2016-2018, 2018-2020\n'
says 'settings without an output' "$bin/settings" --input "$dir/report.ini"

# ---- organisation.csv, events, the register ---------------------------------------------------------------------------------------
ORGANISATION='unit,valid_from,valid_to,successor\n'
new
clean >/dev/null 2>&1
turnover() {
    "$bin/turnover" --spells "$o/spells.csv" --extracts "$o/extracts.csv" --counts "$o/counts.csv" --organisation "${organisation:-}" \
        --settings "$dir/report.ini" --output-cells "$o/cells.csv" --output-flows "$o/flows.csv" --output-rates "$o/rates.csv"
}
units() { # NAME ROWS
    organisation=$d/organisation.csv
    file organisation.csv "$ORGANISATION$2"
    says "$1" turnover
    organisation=
}
units 'a unit without a name' ',2007-01-01,,\n'
units 'a unit that ends first' 'A,2007-01-01,2006-01-01,\n'
units 'a successor of what goes on' 'A,2007-01-01,,B\nB,2007-01-01,,\n'
units 'a unit twice' 'A,2007-01-01,2010-12-31,\nA,2009-01-01,,\n'
units 'a row twice' 'A,2007-01-01,2010-12-31,\nA,2007-01-01,2010-12-31,\n'
units 'an unknown successor' 'A,2007-01-01,2010-12-31,B\n'
units 'a successor of itself' 'A,2007-01-01,2010-12-31,B\nB,2007-01-01,2010-12-31,A\n'
counted() { # NAME SETTINGS
    # shellcheck disable=SC2059
    printf "[turnover]\n$2" >"$dir/report.ini"
    says "$1" turnover
}
counted 'an unknown definition' 'definitions = T99\n'
counted 'a year that is not over' 'first_year = 2019\nlast_year = 2024\n'
counted 'sixty-one years' 'first_year = 1950\nlast_year = 2020\n'
counted 'an occupation that nobody has' 'occupations = kosmonaut\n'
new
printf '%s\nx1;A;s;vikariat;2019-01-01;\n' "$HEADER" >"$d/staff/a.csv"
clean >/dev/null 2>&1
counted 'nobody who counts' 'first_year = 2019\nlast_year = 2020\n'
new
file staff/b.csv 'personid;förvaltning;yrke;anställningsform;uttagsdatum\nx9;A;s;tillsvidare;2019-11-01\n'
clean >/dev/null 2>&1
counted 'spells and snapshots' ''
rm "$d/staff/a.csv"
clean >/dev/null 2>&1
counted 'one snapshot' ''
file staff/b.csv 'personid;förvaltning;yrke;anställningsform;uttagsdatum\nx9;A;s;tillsvidare;2019-11-01\nx9;A;s;tillsvidare;2019-11-05\n'
clean >/dev/null 2>&1
counted 'snapshots side by side' ''
file staff/b.csv 'personid;förvaltning;yrke;anställningsform;uttagsdatum\nx9;A;s;tillsvidare;2019-11-01\nx9;A;s;tillsvidare;2020-11-01\n'
clean >/dev/null 2>&1
counted 'snapshots of other years' 'first_year = 2010\nlast_year = 2012\n'
new
printf '[clean]\n' >"$dir/report.ini"
printf '%s\nx1;A;s;tillsvidare;2021-03-01;\n' "$HEADER" >"$d/staff/a.csv"
printf '[files]\na.csv = extraction_date 2021-05-31\n' >"$dir/report.ini"
clean >/dev/null 2>&1
counted 'no whole year' ''
new
file staff/2020.csv "$HEADER\nx1;A;s;tillsvidare;2019-01-01;\nx2;A;s;tillsvidare;2019-01-01;\n"
file staff/a.csv "$HEADER\nx1;A;s;tillsvidare;2019-01-01;\n"
printf '[files]\n2020.csv = extraction_date 2020-01-31\na.csv = extraction_date 2021-12-31\n' >"$dir/report.ini"
clean >/dev/null 2>&1
counted 'one who is missing later' 'first_year = 2019\nlast_year = 2020\n'

# ---- tables between stages that somebody has touched ------------------------------------------------------------------------------
new
clean >/dev/null 2>&1
cp -r "$o" "$dir/hel"
touched() { # NAME TABLE SED
    rm -rf "$o"
    cp -r "$dir/hel" "$o"
    sed -i "$3" "$o/$2"
    counted "$1" 'first_year = 2019\nlast_year = 2020\n'
}
touched 'spells without a column' spells.csv '1s/person,/personen,/'
touched 'spells with a row too short' spells.csv '2s/,[^,]*$//'
touched 'spells with a day that is none' spells.csv '2s/2019-01-01/2019-13-01/'
touched 'extracts with a column too many' extracts.csv '1s/$/,x/'
touched 'extracts without a column' extracts.csv '1s/basis/bas/'
touched 'extracts with no day' extracts.csv '2s/^[^,]*/i dag/'
touched 'extracts with no number' extracts.csv '2s/[0-9]*$/många/'
touched 'extracts with no word' extracts.csv '2s/spells/två ord/'
touched 'extracts with a day twice' extracts.csv '2p'
touched 'extracts in disorder' extracts.csv '2p;2s/^2021/2020/'
touched 'extracts with a row too short' extracts.csv '2s/,[^,]*$//'
touched 'extracts with a quote too many' extracts.csv '2s/,/",/'
touched 'extracts with a cell too long' extracts.csv "2s/spells/$(head -c 70000 /dev/zero | tr '\0' x)/"
touched 'extracts with a blank row' extracts.csv '1G'
touched 'extracts in another encoding' extracts.csv '2s/spells/sp\xf6lls/'

# ---- a register in shards -----------------------------------------------------------------------------------------------------------
rm -rf "$o" && cp -r "$dir/hel" "$o"
printf '[turnover]\nfirst_year = 2019\nlast_year = 2020\n' >"$dir/report.ini"
step() { # STEP SHARD
    "$bin/turnover" --spells "$o/spells.csv" --extracts "$o/extracts.csv" --counts "$o/counts.csv" --organisation '' \
        --settings "$dir/report.ini" --output-cells "$o/cells.csv" --output-flows "$o/flows.csv" --output-rates "$o/rates.csv" \
        --step "$1" --shard "$2" --shards "$o/shards"
}
says 'a step of no shard' "$bin/turnover" --spells "$o/spells.csv" --extracts "$o/extracts.csv" --counts "$o/counts.csv" \
    --settings "$dir/report.ini" --output-cells "$o/cells.csv" --output-flows "$o/flows.csv" --output-rates "$o/rates.csv" --step sum
says 'a step that is none' step delar 1/2
says 'a step of another program' "$bin/retention" --spells "$o/spells.csv" --extracts "$o/extracts.csv" --rates "$o/rates.csv" \
    --turnover "$dir/report.ini" --settings "$dir/report.ini" --output-dir "$o" --step facts --shard 1/2 --shards "$o/shards"
says 'a format of figures that is none' "$bin/figures" --public "$o" --settings "$dir/report.ini" --output-dir "$o" --format gif
says 'a shard that is none' step facts 3/2
says 'a shard that was not counted' step sum 1
touch "$o/shards"
says 'a file where shards should be' step facts 1/1
rm "$o/shards"
step facts 1/1 && step count 1/1
sed -i '2d' "$o/shards/1-of-1/shard_counted.csv"
says 'a shard that lost its row' step sum 1
step count 1/1
sed -i '2s/^0,/7,/' "$o/shards/1-of-1/shard_cells.csv"
says 'a shard with a cell of another' step sum 1
new
says 'a check that is a step' clean --only check --step read --shard 1/1 --shards "$o/shards"
says 'a step of others than clean' clean --step facts --shard 1/1 --shards "$o/shards"
says 'a delivery that no job has read' clean --step sum --shard 1 --shards "$o/shards"
clean --step read --shard 1/1 --shards "$o/shards"
: >"$o/shards/1-of-1/clean_read"
says 'a delivery of which a job has handed on nothing' clean --step sum --shard 1 --shards "$o/shards"
new
clean >/dev/null 2>&1
printf '%s\n' "$(head -n 1 "$o/spells.csv")" >"$dir/inga.csv"
cp "$dir/inga.csv" "$o/spells.csv"
counted 'nothing to count' 'first_year = 2019\nlast_year = 2020\n'
rm -rf "$dir/hel"

new
clean >/dev/null 2>&1
head -n 1 "$o/extracts.csv" >"$dir/inga.csv"
cp "$dir/inga.csv" "$o/extracts.csv"
head -n 1 "$o/spells.csv" >"$dir/inga.csv"
cp "$dir/inga.csv" "$o/spells.csv"
counted 'no records at all' 'first_year = 2019\nlast_year = 2020\n'
new
file counts/c.csv 'period;unit;occupation;stock_close;exits\n2019;A;s;9;1\n'
clean >/dev/null 2>&1
counted 'a year that is counted twice' 'first_year = 2019\nlast_year = 2020\n'

checks() { "$bin/checks" --spells "$o/spells.csv" --organisation '' --settings "$dir/report.ini" --turnover "$dir/report.ini" --output "$o/checks.csv"; }
new
clean >/dev/null 2>&1
printf '[checks]\nexplained = i fjol\n' >"$dir/report.ini"
says 'an explained day that is none' checks
printf '[checks]\nexplained = %s2019-01-01\n' "$(printf '1,%.0s' {1..80})" >"$dir/report.ini"
says 'explained days by the dozen' checks

# ---- indicators -------------------------------------------------------------------------------------------------------------------
printf '[indicators]\n' >"$dir/indicators.ini"
printf 'unit,valid_from,valid_to,successor\nBromma,2007-01-01,,\n' >"$dir/organisation.csv"
echo grouping,month,district,occupation,opening,hires,moved_in,changed_in,reorganised_in,exits,moved_out,changed_out,reorganised_out,closing,person_days >"$dir/flows.csv"
echo grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis >"$dir/rates.csv"
indicator() { # NAME FILE HEADER ROW...
    local name=$1 file=$2
    shift 2
    rm -rf "$d/indicators"
    mkdir -p "$d/indicators"
    [ $# -eq 0 ] || printf '%s\n' "$@" >"$d/indicators/$file"
    says "$name" "$bin/indicators" --delivery "$d" --organisation "$dir/organisation.csv" --flows "$dir/flows.csv" --rates "$dir/rates.csv" \
        --settings "$dir/indicators.ini" --output-dir "$o"
}
STAFFING='mätdag;förvaltning;konsulter;räknat i;egen personal;kostnad;förstärkningsteam;källa'
indicator 'a file of no kind' skor.csv "$STAFFING"
indicator 'a year for a day' konsulter.csv "$STAFFING" 'i fjol;Bromma;8;personer;;;;E'
indicator 'no source' konsulter.csv "$STAFFING" '2016-11-01;Bromma;8;personer;;;;'
indicator 'no number' konsulter.csv "$STAFFING" '2016-11-01;Bromma;åtta;personer;;;;E'
indicator 'no kind of number' konsulter.csv "$STAFFING" '2016-11-01;Bromma;8;dussin;;;;E'
indicator 'a team in a district' konsulter.csv "$STAFFING" '2016-11-01;Bromma;7;personer;;;Barn;E'
indicator 'a row twice' konsulter.csv "$STAFFING" '2016-11-01;Bromma;8;personer;;;;E' '2016-11-01;Bromma;8;personer;;;;E'
indicator 'fewer posts than vacancies' vakanser.csv 'mätdag;förvaltning;vakanta tjänster;inrättade tjänster;källa' '2016-11-01;Bromma;9;8;E'
CASES='period;förvaltning;ärenden;handläggare med ärenden;administrativt stöd;handläggare;undre kvartil;median;övre kvartil;verksamhetsområde;källa'
indicator 'quartiles in disorder' ärenden.csv "$CASES" '2024;Bromma;1100;60,5;7;70;18;13;23;;V'
indicator 'a number that is missing' ärenden.csv "$CASES" '2024;Bromma;;60,5;7;70;13;18;23;;V'
indicator 'cases that nobody holds' ärenden.csv "$CASES" '2024;Bromma;1100;0;;;;;;;V'
indicator 'more who stayed than there were' chefer.csv 'år;chefer vid årets början;kvar vid årets slut;nivå;källa' '2024;96;97;;P'
SICK='år;förvaltning;sjukfrånvaro;långtid;antal anställda;definition;kön;källa'
indicator 'more than all are sick' sjukfrånvaro.csv "$SICK" '2024;Bromma;710;41;77;lagstadgad;;P'
indicator 'more than all of it is long' sjukfrånvaro.csv "$SICK" '2024;Bromma;7,1;410;77;lagstadgad;;P'
indicator 'shares where percent belong' sjukfrånvaro.csv "$SICK" '2024;Bromma;0,071;41;77;lagstadgad;;P'
indicator 'a word for a gender' sjukfrånvaro.csv "$SICK" '2024;Bromma;7,1;41;77;lagstadgad;båda;P'
SURVEY='period;förvaltning;fråga;tillfrågade;svar;instämmer;index;standardavvikelse;kön;källa'
indicator 'more answers than were asked for' medarbetarenkät.csv "$SURVEY" '2019;Bromma;Kan rekommendera sin arbetsplats;57;58;41;;;;M'
indicator 'more who agree than who answered' medarbetarenkät.csv "$SURVEY" '2019;Bromma;Kan rekommendera sin arbetsplats;77;58;59;;;;M'
indicator 'neither number nor index' medarbetarenkät.csv "$SURVEY" '2019;Bromma;HME totalt;77;58;;;;;M'
indicator 'an index above 100' medarbetarenkät.csv "$SURVEY" '2019;Bromma;HME totalt;77;58;;178,5;;;M'
RATINGS='period;förvaltning;fråga;nivå;antal;tillfrågade;källa'
indicator 'a level that is none' skattningar.csv "$RATINGS" '2021-08;;Otillåten påverkan;0;3;130;W'
indicator 'a level above the scale' skattningar.csv "$RATINGS" '2021-08;;Otillåten påverkan;8;3;130;W'
indicator 'fewer asked than answered' skattningar.csv "$RATINGS" '2021-08;;Otillåten påverkan;1;131;130;W'
indicator 'an answer twice' skattningar.csv "$RATINGS" '2021-08;;Otillåten påverkan;1;3;130;W' '2021-08;;Otillåten påverkan;1;3;130;W'
indicator 'too many levels' skattningar.csv "$RATINGS" $(seq -f '2021-08;;Otillåten_påverkan;%.0f;3;9000;W' 70)
TALKS='år;skäl;antal;indelning;grupp;källa'
indicator 'a group that is not said' avslutningssamtal.csv "$TALKS" '2024;Skäl saknas;35;kön;;A'
indicator 'a count without a number' avslutningssamtal.csv "$TALKS" '2024;Skäl saknas;;;;A'
indicator 'a year that is none' chefer.csv 'år;chefer vid årets början;kvar vid årets slut;nivå;källa' '2024-06;96;90;;P'
indicator 'a period that is none' ärenden.csv "$CASES" 'i fjol;Bromma;1100;60,5;7;70;13;18;23;;V'
indicator 'a division that is none' avslutningssamtal.csv "$TALKS" '2024;Skäl saknas;35;skostorlek;43;A'
indicator 'half a talk' avslutningssamtal.csv "$TALKS" '2024;Skäl saknas;3,5;;;A'
AREAS='nr;område;från år;till år;namnet känt'
indicator 'an area without a number' fokusområden.csv "$AREAS" 'x;Fortbildning;2015;;ja'
indicator 'an area without a year' fokusområden.csv "$AREAS" '10;Fortbildning;;;ja'
indicator 'an area twice' fokusområden.csv "$AREAS" '10;Fortbildning;2015;;ja' '10;Annat;2015;;ja'
indicator 'an area that ends in no year' fokusområden.csv "$AREAS" '10;Fortbildning;2015;sen;ja'
areas() { # NAME ROW...: of their state, beside a catalogue
    local name=$1
    shift
    rm -rf "$d/indicators"
    mkdir -p "$d/indicators"
    printf '%s\n' "$AREAS" '10;Fortbildning;2015;2018;ja' >"$d/indicators/fokusområden.csv"
    printf '%s\n' 'år;förvaltning;nr;läge;källa' "$@" >"$d/indicators/fokuslägen.csv"
    says "$name" "$bin/indicators" --delivery "$d" --organisation "$dir/organisation.csv" --flows "$dir/flows.csv" --rates "$dir/rates.csv" \
        --settings "$dir/indicators.ini" --output-dir "$o"
}
areas 'a state of no district' '2016;;10;Pågår;N'
areas 'a state of no area' '2016;Bromma;11;Pågår;N'
areas 'a state after the end' '2021;Bromma;10;Pågår;N'
areas 'a state twice' '2016;Bromma;10;Pågår;N' '2016;Bromma;10;Pågår;N'
areas 'a state that is none' '2016;Bromma;10;Kanske;N'
indicator 'a programme in a district' ledarprogram.csv 'år;förvaltning;chefsnivå;nya deltagare;källa' '2016;Bromma;Enhetschef;10;S'
indicator 'more answers than took part' aktiviteter.csv 'period;aktivitet;namn;deltagare;svar på utvärdering;precision;källa' '2021;Workshop;N;5;9;;T'
indicator 'neither number nor range' vfu.csv 'år;platser;precision;källa' '2015;många;;T'
indicator 'a range the wrong way' vfu.csv 'år;platser;precision;källa' '2015;140-130;;T'
PUBLISHED='indikator;datum;lägst;högst;precision;enhet;avser;definition;dokument;dokumentets datum'
indicator 'a most below the least' publicerade.csv "$PUBLISHED" 'vacancies;2016;9;8;;st;staden;D;Dok;2017'
indicator 'answers of too many kinds' skattningar.csv "$RATINGS" $(for n in $(seq 30); do echo "2021-08;;F;$n;3;9000;W"; done)
indicator 'a plan of no district' verksamhetsplaner.csv 'år;förvaltning;verksamhetsplan;arbetsform;källa' '2025;;ja;Särskilt uppdrag;V'

# ---- stat -------------------------------------------------------------------------------------------------------------------------
printf 'time,x,pt\n2014,3,20\n2015,4,22\n' >"$dir/s.csv"
printf 'time,event\n1,1\n2,2\n' >"$dir/l.csv"
stat_says() { says "stat $*" "$bin/stat" "$@"; }
stat_says
stat_says medelvärde
stat_says rate --konfidens 0.9 s.csv
stat_says rate s.csv s.csv
stat_says rate s.csv --conf
stat_says rate --conf 95 s.csv
stat_says rate --conf 0,95 s.csv
stat_says rate --events avgångar s.csv
stat_says rate --where time s.csv
stat_says rate --where rum=1 s.csv
stat_says rate
stat_says rate --only mode s.csv
stat_says quantile --p 0.5

printf 'x,pt\n3,20\n"4",tjugo\n' >"$dir/ord.csv"
stat_says rate ord.csv
printf 'x,pt\n3,\n' >"$dir/lucka.csv"
stat_says rate lucka.csv

table() { # NAME TEXT: printf's
    # shellcheck disable=SC2059
    printf "$2" >"$dir/$1"
}
table neg.csv 'year,events,exposure,unit,period\n2014,-3,20,A,1\n2015,4,22,A,2\n'
table zero.csv 'year,events,exposure\n2014,0,20\n2015,0,22\n2016,0,21\n'
table back.csv 'year,events,exposure,value\n2015,3,20,1\n2014,4,22,2\n2013,4,22,2\n'
table part.csv 'year,events,exposure\n2014,3.5,20\n2015,4,22\n2016,4,20\n2017,5,20\n'
table one.csv 'year,events,exposure,value,month\n2014,3,20,1,1\n'
table mix.csv 'time,cell,x,n\n1,a,3,9\n1,a,4,9\n2,a,1,9\n'
table mix1.csv 'time,cell,x,n\n1,a,3,9\n'
table mix2.csv 'time,cell,x,n\n1,a,3,9\n1,b,3,9\n2,a,3,9\n'
table life.csv 'time,event,cause,g,origin,entry\n2,1,a,1,0,0\n1,0,0,1,0,2\n'
table gone.csv 'time,event,cause,g\n1,0,0,1\n2,0,0,1\n'
table lack.csv 'time,event\n1,\n'
table odd.csv 'time,event\n1,slut\n'
table days.csv 'start,end,event\n2019-13-01,,0\n'
table days2.csv 'start,end,event\n2019-02-01,2019-01-01,1\n'
table odd2.csv 'time,event,origin,entry\n2,1,inf,1\n'
table modelshort.csv 'events,exposure,a\n1,9,1\n'
table p.csv 'p\n1.5\n'
table y.csv 'y,v\n1,1\n2,1\n'
table twice.csv 'unit,year,events,exposure\nA,1,3,9\nA,1,4,9\n'
table shares.csv 'score,count\n1,5\n2,9\n'
table model.csv 'events,exposure,a,b\n1,9,1,2\n2,9,2,4\n3,9,3,6\n4,9,5,10\n'
table model0.csv 'events,exposure,g\n0,9,1\n0,9,1\n3,9,2\n4,9,2\n'
table modelneg.csv 'events,exposure,a\n-1,9,1\n2,9,2\n3,9,4\n'
stat_says rate-ratio --only
stat_says detectable --pre två --post 2
stat_says detectable --pre 99999 --post 2
stat_says detectable --pre 2 --post 2 --mu en,två
stat_says quantile --distribution klocka --p 0.5
stat_says break --at 2099 part.csv
stat_says break --at 2015 back.csv
stat_says break --at 2015 neg.csv
stat_says step-exact zero.csv
stat_says step-exact part.csv
stat_says break-exact --at 2015 --shape sväng part.csv
stat_says break-exact --at 2016 part.csv
stat_says break-search --season ja part.csv
stat_says mann-kendall --time year --value value back.csv
stat_says mann-kendall --value value one.csv
stat_says pettitt one.csv
stat_says seasonal-kendall one.csv
stat_says segments one.csv
stat_says kitagawa mix.csv
stat_says kitagawa mix1.csv
stat_says das-gupta --factors x,n mix2.csv
stat_says das-gupta --factors x,n,x,n,x,n,x mix2.csv
stat_says adjust p.csv
stat_says meta --method gissning y.csv
stat_says survival lack.csv
stat_says survival odd.csv
stat_says survival --entry entry life.csv
stat_says survival --level 2 gone.csv
stat_says survival --limits runda gone.csv
stat_says survival --rule mitten gone.csv
stat_says survival --quantiles 2 gone.csv
stat_says survival --where time=9 gone.csv
stat_says survival --at x gone.csv
stat_says competing --at 1 gone.csv
stat_says logrank --group g gone.csv
stat_says retention --cohort g --horizons -1 gone.csv
stat_says lexis --periods 1,2 --time time gone.csv
stat_says lexis --tenures 2,1 --time time gone.csv
stat_says lexis --entry entry --time time life.csv
stat_says person-days --from 2019 --to 2020 days.csv
stat_says person-days --from 2019 --to 2020 days2.csv
stat_says shares --method gissning shares.csv
stat_says mean-score --top 9 shares.csv
stat_says unit-break --at 1 --time year twice.csv
stat_says poisson --terms a,b model.csv
stat_says poisson --terms okänd model.csv
stat_says poisson --terms step:i model.csv
stat_says poisson --terms a modelneg.csv
stat_says without-term --terms a --without b model.csv
stat_says poisson-diagnostics --terms factor:g model0.csv
stat_says break-search zero.csv
stat_says trend one.csv
stat_says unit-break --at 1 --shape sväng twice.csv
stat_says lexis --entry entry --origin origin --time time odd2.csv
stat_says poisson --terms step:a:ett model.csv
stat_says poisson --terms sväng:a:1 model.csv
stat_says poisson --terms a modelshort.csv
stat_says poisson-diagnostics --terms class:g model0.csv
says 'stat: a full disk' sh -c '"$@" >/dev/full' sh "$bin/stat" rate "$dir/s.csv"

# ---- what lies beside: delivery, pdf, template, compare, report ---------------------------------------------------------------------
says 'delivery: no folder' "$bin/delivery" --input "$dir/ingen" --output "$o/delivery.txt"
new
says 'delivery: no settings' "$bin/delivery" --input "$d" --output "$o/delivery.txt"
rm -rf "$d/staff"
: >"$d/report.ini"
says 'delivery: nothing in it' "$bin/delivery" --input "$d" --output "$o/delivery.txt"
mkdir -p "$d/staff/$(seq -s/ 40)"
says 'delivery: folders in folders' "$bin/delivery" --input "$d" --output "$o/delivery.txt"
new
mkdir -p "$d/staff"
mv "$d/staff/a.csv" "$d/staff/Gulfjäder 790123-2384.csv"
says "delivery: a personal identity number in a file's name" "$bin/delivery" --input "$d" --output "$o/delivery.txt"
says "clean: a personal identity number in a file's name" clean
for unread in codes/units.csv text/analys.txt uttag.xlsx; do
    new
    : >"$d/report.ini"
    mkdir -p "$d/staff" "$d/codes" "$d/text"
    : >"$d/$unread"
    says "delivery: nothing reads $unread" "$bin/delivery" --input "$d" --output "$o/delivery.txt"
done
printf 'ingen pdf' >"$dir/a.pdf"
says 'pdf: half a file' "$bin/pdf" --input "$dir/a.pdf" --output "$o/b.pdf"
printf '# Inget\n' >"$dir/a.md"
says 'template: no tables' "$bin/template" --guide "$dir/a.md" --output "$o/b.xlsx"
says 'help on a full disk' sh -c '"$@" >/dev/full' sh "$bin/clean" --help
says 'report: no status' "$bin/report" --status klar --public "$o" --figures "$o" --report r --protect p --trend t --turnover u --text x --output "$o/r.md"
says 'compare: neither of two' "$bin/compare" --verdicts v.csv --settings s.ini --trend t.ini --output-dir "$o"

# ---- what has been released -------------------------------------------------------------------------------------------------------
LOG='date,edition,made_by,confirmed_by,version,file,sha256'
held() { # NAME LOG: by revisions, which opens earlier reports as protect and audit do
    printf '%s\n' "$2" >"$d/published/releases.csv"
    says "$1" "$bin/revisions" --published "$d/published" --public "$o" --report "$o/report.ini" --reasons '' --output "$o/r.csv"
}
new
printf '[report]\nedition = 2025\n' >"$dir/report.ini"
"$bin/settings" --input "$dir/report.ini" --output-dir "$o"
mkdir -p "$d/published/2024"
held 'releases: no column of editions' 'date,utgåva'
held 'releases: a line cut short' "$LOG"$'\n''2025-01-31,"2024"'
held 'releases: no folder' "$LOG"$'\n''2024-01-31,"2023","Ek","Al","1","public/city.csv",00'
held 'releases: no table' "$LOG"$'\n''2025-01-31,"2024","Ek","Al","1","public/city.csv",00'
held 'releases: a name out of order' "$LOG"$'\n''2025-01-31,"våren 2024","Ek","Al","1","public/city.csv",00'
echo period >"$d/published/2024/city.csv"
held 'releases: another table' "$LOG"$'\n''2025-01-31,"2024","Ek","Al","1","public/city.csv",00'
echo period >"$d/published/2024/districts.csv"
held 'releases: one table too many' "$LOG"$'\n'"2025-01-31,\"2024\",\"Ek\",\"Al\",\"1\",\"public/city.csv\",$(sha256sum <"$d/published/2024/city.csv" | cut -d' ' -f1)"

# ---- what was said ----------------------------------------------------------------------------------------------------------------
if [ -n "${PRINT:-}" ]; then
    cat "$dir/told"
    exit
fi
expect_same 'every message is said word for word' "$dir/told" "$golden"
expect 'there are many of them' test "$(wc -l <"$golden")" -gt 150
