#!/bin/sh
# npm.sh - gets what the tests in a browser need, pinned by version and checksum, into build/npm. Nothing of it is part of the report.
# Where there is no npm, or no registry in reach, it says so and lets the tests skip.
set -u
cd "$(dirname "$0")/.." || exit 3
command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 || {
    echo "skipped: node and npm are not here, so no axe-core"
    exit 0
}
cmp -s tests/browser/npm/package-lock.json build/npm/package-lock.json && [ -d build/npm/node_modules/axe-core ] && exit 0
mkdir -p build/npm && cp tests/browser/npm/package.json tests/browser/npm/package-lock.json build/npm/ || exit 3
(cd build/npm && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=30000) >build/npm/log 2>&1 || {
    rm -rf build/npm/node_modules build/npm/package-lock.json
    echo "skipped: the npm registry is out of reach, so no axe-core ($(tail -n 1 build/npm/log))"
}
