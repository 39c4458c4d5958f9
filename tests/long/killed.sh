#!/usr/bin/env bash
# 200 kills at random moments: see tests/fault/killed.sh, which makes a few.
ROUNDS=200 exec "$(dirname "$0")/../fault/killed.sh"
