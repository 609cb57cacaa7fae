"""Imports as small as can be, to be kept in a store."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from barometer.model import Account
from barometer.store.datasets import Deposit

ORIGINAL = "entreprise;plaintes\nAlpha;12\nBêta;7\n".encode("cp1252")


def deposit(original: bytes = ORIGINAL, title: str = "plaintes.csv", **record: Any) -> Deposit:
    """Two counts of complaints from a file of three lines."""
    table = pa.table({"company": ["alpha", "beta"], "count": [12.0, 7.0]})
    given = {"mapping": {"company": "entreprise"}, "answers": {}, "crosswalk": {}, "importer": "1"}
    return Deposit(
        original=original,
        title=title,
        kind="complaints",
        record=given | record,
        account=Account(read=3, used=2, not_data=1),
        tables={"complaints": table, "company_day": table},
    )
