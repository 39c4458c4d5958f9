#!/usr/bin/env bash
# The search keeps its time: what scripts/bench/search.sh promises, and R's glm() finds the same largest likelihood ratio.
. "$(dirname "$0")/../support/shell.sh"
expect 'the_search_keeps_its_time_and_agrees_with_glm' "$project/scripts/bench/search.sh"
