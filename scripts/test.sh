#!/usr/bin/env bash
# test.sh       lint, types, import contracts, then every test that is not marked long
# test.sh long  the tests marked long
# The browser tests run one at a time, the others on two cores. A run prints its ten slowest tests.
set -euo pipefail
cd "$(dirname "$0")/.."
which=${1:-quick}

bash scripts/setup.sh test
if chrome=$(.venv/bin/python scripts/browser.py --install); then
    export BAROMETER_CHROME=$chrome BROWSER_PATH=$chrome
    echo "Browser: $chrome"
else
    echo "################ NO BROWSER: THE BROWSER TESTS ARE SKIPPED ################"
    if [ "${CI:-}" = true ]; then
        echo "With CI=true that is a failure."
        exit 1
    fi
    chrome=
fi

tests() {
    local code=0
    .venv/bin/python -m pytest --durations=10 --durations-min=0.5 "$@" || code=$?
    # 5: no test was selected; another part of the run has them
    if [ "$code" != 0 ] && [ "$code" != 5 ]; then
        exit "$code"
    fi
}

if [ "$which" = long ]; then
    tests -n 2 --dist loadfile -m "long and not browser"
    [ -z "$chrome" ] || tests -m "long and browser"
else
    bash scripts/lint.sh
    tests -n 2 --dist loadfile -m "not long and not browser"
    [ -z "$chrome" ] || tests -m "browser and not long"
fi
