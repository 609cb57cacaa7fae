"""The address under which this server is known, where its operator says so."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

SETTING = "BAROMETER_URL"


def public() -> str:
    """What every link that is sent begins with, without a last slash; '' where the setting is not made.

    ValueError for a setting that no link can begin with.
    """
    given = os.environ.get(SETTING, "").strip().rstrip("/")
    if not given:
        return ""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{SETTING} is the address of the pages, such as https://barometer.example: {given}")
    return given
