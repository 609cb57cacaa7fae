"""python -m bench: our page beside a minimal one, our import beside a bare copy; writes RESULTS.md."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import streamlit

from bench import importing, page

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = """# Side by side

Written by `make bench`. Ratios compare two things measured in one run, turn by turn, on one machine; the
milliseconds are that machine's own. A minimal page is `bench/minimal_app.py`: a title, a select box and
one Plotly chart.
"""


def main() -> None:
    """Runs the parts asked for, prints them and writes them down."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=["page", "import"], help="one part; RESULTS.md is then not written")
    parser.add_argument("--loads", type=int, default=9, help="first visits of each page")
    parser.add_argument("--turns", type=int, default=40, help="choices made on each page")
    parser.add_argument("--rows", type=int, default=10_000_000, help="rows of the made file to import")
    chosen = parser.parse_args()
    parts = []
    if chosen.only != "import":
        parts.append(f"## The page\n\n{page.table(*page.measure(chosen.loads, chosen.turns))}\n")
    if chosen.only != "page":
        parts.append(f"## The import\n\n{importing.table(importing.measure(chosen.rows, 3))}\n")
    print("\n".join(parts))
    if not chosen.only:
        RESULTS.write_text("\n".join([HEAD, about(), *parts]), encoding="utf-8")


def about() -> str:
    """What it ran on."""
    return (
        f"{datetime.now(UTC):%d %B %Y}; {os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}, Streamlit {streamlit.__version__}, DuckDB {duckdb.__version__}.\n"
    )


if __name__ == "__main__":
    main()
