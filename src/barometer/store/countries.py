"""A country as a file writes it, by its code: 'Royaume-Uni', 'United Kingdom', 'UK' and 'gb' are GB."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel import Locale

from barometer.messages import LANGUAGES

#: what people write that is no territory's name
_ALSO = {
    "uk": "GB", "great britain": "GB", "grande bretagne": "GB", "u k": "GB", "usa": "US", "u s a": "US",
    "united states of america": "US", "etats unis d amerique": "US", "the netherlands": "NL",
}  # fmt: skip


def code(written: str) -> str:
    """The ISO code of a country's name in either language; what is none of them as it is, in capitals."""
    return _codes().get(_bare(written), written.strip().upper())


@cache
def _codes() -> Mapping[str, str]:
    found = dict(_ALSO)
    for lang in LANGUAGES:
        for territory, name in Locale(lang).territories.items():
            if re.fullmatch(r"[A-Z]{2}", territory):
                found.setdefault(_bare(name), territory)
    return found


def _bare(text: str) -> str:
    """Letters alone, without accents or case."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z]+", plain))
