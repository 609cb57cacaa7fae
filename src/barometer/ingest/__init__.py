"""From a stranger's bytes to records and an account: bytes, text, table, columns, fields, companies.

Each step is a module that can be used alone; ``read_raw`` is the first three, ``import_file`` all.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["read_raw"]


def read_raw(path: str | Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the first table of a file, every cell as text: see raw.read_raw."""
    from barometer.ingest import raw

    return raw.read_raw(path)
