#!/usr/bin/env bash
# `stat` on numbers that no register holds: it ends, and what it can not know is NaN.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
stat=$bin/stat

for shape in 1e-300 1e9 1e29 1e33 1e300; do
    expect_exit 0 "a gamma quantile of shape $shape ends" timeout 20 "$stat" quantile --distribution gamma --a $shape --p 0.3
done
