#!/usr/bin/env bash
# Prints a Python 3.11, 3.12 or 3.13 that runs here. PYTHON=... chooses one.
set -u
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    # run it: a version manager's shim may be on the PATH and still refuse
    if "$candidate" -c "$fits" >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
echo "barometer needs Python 3.11, 3.12 or 3.13, and found none${PYTHON:+ in PYTHON=$PYTHON}." >&2
echo "Install one, or name it: make PYTHON=/path/to/python3.12 setup" >&2
exit 1
