# example.sh - the example delivery made into a report once, for all tests that read it. Source it after shell.sh.
#
# example_report NAME [TARGET] makes TARGET (report-no-pdf, or report), a test of that NAME, and lays it in $out, with a key that all
# know. The first who asks makes it in $BUILD/example while others wait, and make brings it up to date where it stands already; each
# has a copy to do with as it likes.
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
out=$dir/out

example_report() { # NAME [TARGET]
    local made=${BUILD:-$project/build/plain}/example
    mkdir -p "$made"
    expect_exit 0 "$1" flock -o "$made/lock" make --no-print-directory -j2 -C "$project" "${2:-report-no-pdf}" RAW=data/raw OUT="$made/out"
    flock "$made/lock" cp -a "$made/out" "$out"
}
