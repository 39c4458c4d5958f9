#!/usr/bin/env bash
# A file that ends after each of its bytes: see tests/fault/truncated.sh, which tries every fifth.
LONG=1 exec "$(dirname "$0")/../fault/truncated.sh"
