#!/usr/bin/env bash
# ruff, mypy --strict and the import contracts.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
"$bin/ruff" check .
"$bin/mypy"
"$bin/lint-imports"
