#!/bin/sh
# The chapters beside turnover, on a made-up city with a few indicators.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/report.sh"

made "$dir/city"
interviews "$dir/city"
indicators_of "$dir/city"
no_figures "$dir/city"
expect_exit 0 "claims_are_made" claims "$dir/city"
expect_exit 0 "a_city_with_indicators_gets_its_report" report "$dir/city"
page=$dir/city/report.md

# ---- exit interviews ----
expect_text "reasons_by_age_stand_youngest_first" "$page" "| Skäl | Under 30 år | 30 år eller mer |"
expect_text "with_count_and_share" "$page" "| Bättre erbjudande någon annanstans | 8 (27 %) | 12 (17 %) |"
expect_text "and_the_share_that_has_none" "$page" "| Skäl saknas | 8 (27 %) | 30 (43 %) |"
expect_text "and_how_many_talked" "$page" "| Samtal | 30 | 70 |"
expect_text "what_no_group_shows_is_a_sentence" "$page" "Ett skäl visas inte efter ålder av hänsyn till enskilda, eftersom grupperna är för små."
expect_text "reasons_by_length_of_employment_stand_there" "$page" "| Skäl | Under 1 år | 1 år eller mer |"
expect_text "gender_keeps_the_share_that_has_none" "$page" "| Skäl saknas | 32 (39 %) | 6 (35 %) |"
sed -n '/{#tabell-skal-kon/,/^:::$/p' "$page" >"$dir/gender"
expect_no_text "and_has_no_row_of_which_nothing_is_shown" "$dir/gender" '| \.\. | \.\. |'

# ---- reported events, caseload ----
expect_text "every_rate_of_events_has_its_interval" "$page" "| 2023 | 159 | 15,1 (12,9–17,6) | 19 | 1,8 (1,1–2,8) |"
expect_text "a_rate_that_is_withheld_has_none" "$page" '| 2024 | 193 | 18,2 (15,7–21,0) | \.\. | \.\. |'
expect_text "the_number_of_those_that_report_is_not_the_citys" "$page" "| De som redovisar | 19,0 |"
