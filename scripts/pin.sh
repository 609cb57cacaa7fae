#!/usr/bin/env bash
# Compiles requirements.txt and tests/requirements.txt from pyproject.toml, for Python 3.11 to 3.13 on
# every platform. Needs uv. The newest versions: pin.sh --upgrade
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-uv}
options=(--universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tail -n +4 requirements.txt >"$work/run.txt" 2>/dev/null || true
cat requirements.txt tests/requirements.txt 2>/dev/null | grep == >"$work/all.txt" || true
"$uv" pip compile pyproject.toml "${options[@]}" "$@" -o "$work/run.txt"
cp "$work/run.txt" "$work/constraints.txt"
"$uv" pip compile pyproject.toml --extra test -c "$work/constraints.txt" "${options[@]}" "$@" -o "$work/all.txt"
{
    echo "-e ."
    echo "# Compiled from pyproject.toml by 'make pin'; not to be edited by hand."
    echo
    cat "$work/run.txt"
} >requirements.txt
{
    echo "# What development needs beyond requirements.txt, compiled from pyproject.toml by 'make pin'."
    grep -vxFf "$work/run.txt" "$work/all.txt"
} >tests/requirements.txt
