"""``python -m barometer.ingest FILE --kind …``: the import command by itself."""

from __future__ import annotations

import sys

from barometer.ingest.command import main

if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(arguments[1:] if arguments[:1] == ["import"] else arguments))
