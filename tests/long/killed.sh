#!/usr/bin/env bash
# 200 kills at random moments, and 50 of a report in shards: see tests/fault/killed.sh, which makes a few.
killed=$(dirname "$0")/../fault/killed.sh
ROUNDS=200 "$killed"
whole=$?
SHARDS=3 ROUNDS=50 "$killed" && exit $whole
