#!/usr/bin/env bash
# Makes .venv and installs the pinned requirements: setup.sh run | setup.sh test
# A stamp holds what was installed, so that nothing is done twice.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}
files=(requirements.txt pyproject.toml)
[ "$what" = test ] && files+=(tests/requirements.txt)
stamp=.venv/installed-$what
wanted=$(cat "${files[@]}" | cksum)

[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0
if [ ! -x .venv/bin/python ]; then
    python=$(bash scripts/python.sh)
    echo "Making .venv with $python"
    if ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "$python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
fi
if [ "$what" = test ]; then
    .venv/bin/python -m pip install --quiet -r requirements.txt -r tests/requirements.txt
else
    .venv/bin/python -m pip install --quiet -r requirements.txt
fi
echo "$wanted" >"$stamp"
