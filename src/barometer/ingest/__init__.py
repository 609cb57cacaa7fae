"""From a stranger's bytes to records and an account: bytes, text, table, columns, fields, companies.

Each step is a module that can be used alone; ``read_raw`` is the first three, ``import_file`` all.
"""

from __future__ import annotations

from barometer.ingest.raw import read_raw

__all__ = ["read_raw"]
