"""A country or a sector as a file writes it, by its id.

'Royaume-Uni', 'United Kingdom', 'UK' and 'gb' are GB; 'Haut débit' and 'Broadband' are telecoms_broadband.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel import Locale

from barometer.messages import LANGUAGES, catalogue

#: the sectors that have a name in both languages
SECTORS = (
    "telecoms_broadband", "telecoms_mobile", "telecoms_all", "telecoms_fixed", "airlines", "all", "banking",
    "energy", "energy_business", "media", "postal", "public_services", "rail", "real_estate", "retail",
    "software", "technology", "transport", "urban_transport", "water", "insurance", "health", "parcels",
    "ecommerce",
)  # fmt: skip
#: what people write that is no territory's name
_ALSO = {
    "uk": "GB", "great britain": "GB", "grande bretagne": "GB", "u k": "GB", "usa": "US", "u s a": "US",
    "united states of america": "US", "etats unis d amerique": "US", "the netherlands": "NL",
}  # fmt: skip


def country_code(written: str) -> str:
    """The ISO code of a country's name in either language; what is none of them as it is, in capitals."""
    return _countries().get(_bare(written), written.strip().upper())


def sector_id(written: str) -> str:
    """The id of a sector's name in either language; of any other text an id of its own."""
    return _sectors().get(_bare(written)) or identifier(written)


def identifier(text: object) -> str:
    """A text as an id: 'Énergie & gaz' -> energie_gaz; '' where nothing of it is Latin."""
    return "_".join(re.findall(r"[a-z0-9]+", _plain(str(text or ""))))[:60]


@cache
def _countries() -> Mapping[str, str]:
    found = dict(_ALSO)
    for lang in LANGUAGES:
        for territory, name in Locale(lang).territories.items():
            if re.fullmatch(r"[A-Z]{2}", territory):
                found.setdefault(_bare(name), territory)
    return found


@cache
def _sectors() -> Mapping[str, str]:
    return {_bare(catalogue(lang)[f"term.{id_}"]): id_ for lang in LANGUAGES for id_ in SECTORS}


def _bare(text: str) -> str:
    """Letters alone, without accents or case."""
    return " ".join(re.findall(r"[a-z]+", _plain(text)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
