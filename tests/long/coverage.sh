#!/usr/bin/env bash
# How many branches of the floors that read what others wrote, and that decide what is published, the tests take: `make coverage`.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
if ! command -v gcov >/dev/null; then
    skip 'nine branches of ten are taken' 'gcov is not here'
    exit
fi
expect_exit 0 'nine branches of ten are taken on each floor' scripts/coverage.sh
sed 's/^/# /' "$dir/stdout"
