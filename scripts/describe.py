"""Writes docs/data-package.md: every table and column of a Data Package, from its one list.

python scripts/describe.py           writes the page
python scripts/describe.py --check   exit 1 if the page is not what the list says
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from barometer.store.schema import Column, Table, tables

PAGE = Path(__file__).parents[1] / "docs" / "data-package.md"
HEAD = """# A Data Package of figures

What `data/` holds, and what `barometer gap --data FOLDER` and `barometer data check --data FOLDER` take.
One CSV file a table: UTF-8, commas, a header line; dates as 2018-03-31, numbers as 1234.5, without
thousands separators; an empty cell is an unknown value, never a zero. Columns in **bold** are required;
the others may be empty or absent, and so may whole files but companies.csv and sources.csv.
`datapackage.json` is optional; its `barometer` entry names the view to open with (`default_view`).

This page is written from the list that the reader itself uses (`python scripts/describe.py`).
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(section(table) for table in tables().values())


def section(table: Table) -> str:
    """One table: what it is, then a row a column."""
    lines = "\n".join(columns(table))
    return f"\n## {table.file}\n\n{table.en}\n\n| column | kind | meaning |\n| --- | --- | --- |\n{lines}\n"


def columns(table: Table) -> Iterator[str]:
    """A row of Markdown for each column."""
    for column in table.columns:
        name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
        yield f"| {name} | {kind(column)} | {column.en} |"


def kind(column: Column) -> str:
    """What a cell may hold."""
    if column.enum:
        return ", ".join(f"`{value}`" for value in column.enum)
    return f"id in {column.refers}.csv" if column.refers else column.type


def main() -> int:
    """Writes or checks the page."""
    if "--check" in sys.argv[1:]:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        if not same:
            print("docs/data-package.md is out of date: python scripts/describe.py", file=sys.stderr)
        return 0 if same else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
