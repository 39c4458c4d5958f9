# report.sh - makes a made-up city and runs the stages below the wall on it. Source it after shell.sh.
#
# made FOLDER [NAME=VALUE...] lays FOLDER (see public_tables.sh); compares, claims, figures and report FOLDER each run one stage.

made() { # FOLDER NAME=VALUE...
    "$project/tests/support/public_tables.sh" "$@"
    mkdir -p "$1/figures"
}

compares() { # FOLDER: anew, where a test has changed a table
    "$bin/compare" --public "$1/public" --verdicts "$1/public/public_verdicts.csv" \
        --protect "$1/settings/protect.ini" --settings "$1/settings/compare.ini" \
        --trend "$1/settings/trend.ini" --comparability "$1/comparability.csv" --output-dir "$1/public"
}

claims() { # FOLDER
    "$bin/claims" --public "$1/public" --report "$1/settings/report.ini" --protect "$1/settings/protect.ini" \
        --trend "$1/settings/trend.ini" --turnover "$1/settings/turnover.ini" --events "$1/events.csv" \
        --comparability "$1/comparability.csv" --output "$1/public/claims.csv"
}

figures() { # FOLDER [FORMAT]: svg where nothing else is looked at, for PNG takes four times as long
    "$bin/figures" --public "$1/public" --settings "$1/settings/report.ini" --events "$1/events.csv" \
        --comparability "$1/comparability.csv" --scripts "$project/scripts/figures" --output-dir "$1/figures" \
        ${2:+--format "$2"}
}

report() { # FOLDER [OPTION...]
    folder=$1
    shift
    "$bin/report" --public "$folder/public" --figures "$folder/figures" --report "$folder/settings/report.ini" \
        --protect "$folder/settings/protect.ini" --trend "$folder/settings/trend.ini" --turnover "$folder/settings/turnover.ini" \
        --events "$folder/events.csv" --comparability "$folder/comparability.csv" --organisation "$folder/organisation.csv" \
        --text "$folder/text" --output "$folder/report.md" "$@"
}

html() { # FOLDER
    "$project/scripts/report/html.sh" "$1/report.md" "$1/figures" "$1/report.html" "$bin/embed"
}

docx() { # FOLDER [TEMPLATE]
    "$project/scripts/report/docx.sh" "$1/report.md" "$1/figures" "$1/report.docx" "$bin/word" "${2:-}"
}

# A list of figures without any: for tests that need no drawing.
no_figures() { # FOLDER
    echo 'figure,title,subtitle,source,alt' >"$1/figures/figures.csv"
}

# The sentences of claims.csv, one a line: what people read, without what proves it.
sentences() { # CLAIMS
    awk '{ # fields of RFC 4180; no sentence holds a newline
        n = 0; field = ""; quoted = 0
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (c == "\"") quoted = !quoted
            else if (c == "," && !quoted) { cell[++n] = field; field = "" }
            else field = field c
        }
        if (NR > 1) print cell[5]
    }' "$1"
}

# Exit interviews of 2024: reasons for the city, by age with some, by gender with none.
interviews() { # FOLDER
    cat >"$1/public/public_distributions.csv" <<'END'
question,period,district,group,position,answer,grouped,count,count_status,n,missing,asked,share,lower,upper,grouped_share,median,source
exit_reason,2024,all,age:30 år eller mer,1,better_offer,,12,,70,NaN,NaN,17.142857142857142,9,28,NaN,NaN,Samtal
exit_reason,2024,all,age:30 år eller mer,2,workload,,NaN,withheld,70,NaN,NaN,NaN,NaN,NaN,NaN,NaN,Samtal
exit_reason,2024,all,age:30 år eller mer,11,unknown,,30,,70,NaN,NaN,42.857142857142854,31,55,NaN,NaN,Samtal
exit_reason,2024,all,age:Under 30 år,1,better_offer,,8,,30,NaN,NaN,26.666666666666668,12,46,NaN,NaN,Samtal
exit_reason,2024,all,age:Under 30 år,2,workload,,NaN,withheld,30,NaN,NaN,NaN,NaN,NaN,NaN,NaN,Samtal
exit_reason,2024,all,age:Under 30 år,11,unknown,,8,,30,NaN,NaN,26.666666666666668,12,46,NaN,NaN,Samtal
exit_reason,2024,all,all,1,better_offer,,20,,100,NaN,NaN,20,12.7,29.2,NaN,NaN,Samtal
exit_reason,2024,all,all,2,workload,,18,,100,NaN,NaN,18,11,26.9,NaN,NaN,Samtal
exit_reason,2024,all,all,3,pay,,8,,100,NaN,NaN,8,3.5,15.2,NaN,NaN,Samtal
exit_reason,2024,all,all,4,leadership,,6,,100,NaN,NaN,6,2.2,12.6,NaN,NaN,Samtal
exit_reason,2024,all,all,5,development,,NaN,withheld,100,NaN,NaN,NaN,NaN,NaN,NaN,NaN,Samtal
exit_reason,2024,all,all,11,unknown,,38,,100,NaN,NaN,38,28.5,48.3,NaN,NaN,Samtal
exit_reason,2024,all,gender:man,1,better_offer,,NaN,withheld,17,NaN,NaN,NaN,NaN,NaN,NaN,NaN,Samtal
exit_reason,2024,all,gender:man,11,unknown,,6,,17,NaN,NaN,35.294117647058826,13,67,NaN,NaN,Samtal
exit_reason,2024,all,gender:woman,1,better_offer,,NaN,withheld,83,NaN,NaN,NaN,NaN,NaN,NaN,NaN,Samtal
exit_reason,2024,all,gender:woman,11,unknown,,32,,83,NaN,NaN,38.55421686746988,25,53,NaN,NaN,Samtal
exit_reason,2024,all,tenure:1 år eller mer,1,better_offer,,14,,60,NaN,NaN,23.333333333333332,13,36,NaN,NaN,Samtal
exit_reason,2024,all,tenure:1 år eller mer,11,unknown,,20,,60,NaN,NaN,33.333333333333336,22,47,NaN,NaN,Samtal
exit_reason,2024,all,tenure:Under 1 år,1,better_offer,,6,,40,NaN,NaN,15,6,30,NaN,NaN,Samtal
exit_reason,2024,all,tenure:Under 1 år,11,unknown,,18,,40,NaN,NaN,45,29,62,NaN,NaN,Samtal
END
}

# Events that were reported in the city, and the caseload of two districts.
indicators_of() { # FOLDER
    cat >"$1/public/public_indicators.csv" <<'END'
indicator,basis,period,district,category,group,definition,numerator,denominator,denominator_basis,value,value_status,lower,upper,reason,districts,districts_of,low,high,precision,unit,label,source,document_date,reference_number,retrieved
cases_per_holder,own,2024,Bromma,all,all,,900,50,given,18,,NaN,NaN,,NaN,NaN,NaN,NaN,,ärenden per årsarbetare,Ärenden per handläggare,Uppgift,,,
cases_per_holder,own,2024,Farsta,all,all,,1000,50,given,20,,NaN,NaN,,NaN,NaN,NaN,NaN,,ärenden per årsarbetare,Ärenden per handläggare,Uppgift,,,
cases_per_holder,own,2024,all,all,all,,1900,100,given,19,,NaN,NaN,,2,11,NaN,NaN,,ärenden per årsarbetare,Ärenden per handläggare,Uppgift,,,
incidents,own,2023,Bromma,incident,all,,14,80.3,person_years,17.4,,9.5,29.3,,NaN,NaN,NaN,NaN,,per 100 årsanställda,"Hot, våld och otillåten påverkan",Uppgift,,,
incidents,own,2023,all,incident,all,,159,1052.5,person_years,15.1,,12.9,17.6,,NaN,NaN,NaN,NaN,,per 100 årsanställda,"Hot, våld och otillåten påverkan",Uppgift,,,
incidents,own,2023,all,police_report,all,,19,1052.5,person_years,1.8,,1.1,2.8,,NaN,NaN,NaN,NaN,,per 100 årsanställda,"Hot, våld och otillåten påverkan",Uppgift,,,
incidents,own,2024,all,incident,all,,193,1058.7,person_years,18.2,,15.7,21,,NaN,NaN,NaN,NaN,,per 100 årsanställda,"Hot, våld och otillåten påverkan",Uppgift,,,
incidents,own,2024,all,police_report,all,,NaN,NaN,person_years,NaN,withheld,NaN,NaN,withheld,NaN,NaN,NaN,NaN,,per 100 årsanställda,"Hot, våld och otillåten påverkan",Uppgift,,,
END
}
