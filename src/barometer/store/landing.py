"""The rows of an import -> rows of the Data Package's tables, so that an upload is a small package.

What the file does not say and its user did (sector, who asserts, which regulator) is the Context;
it is part of the import record, so that the same file and answers make the same dataset.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from barometer.ingest import names
from barometer.store.package import Package
from barometer.store.places import country_code, identifier, sector_id
from barometer.store.schema import tables

UNKNOWN_SECTOR, UNKNOWN_COUNTRY = "unsorted", "ZZ"


@dataclass(frozen=True, slots=True)
class Context:
    """What is true of a whole file, as its user says; '' or None = not said.

    channel  a channel of the default figures; '' makes one of the file's own
    per      what its rates are per, with ``per_n``
    """

    sector: str = ""
    country: str = ""
    channel: str = ""
    definition: str = ""
    per: str = ""
    per_n: int | None = None
    measure: str = ""
    metric: str = ""
    asserted_by: str = ""
    asked_by: str = ""
    paid_by: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    venue: str = ""


@dataclass(slots=True)
class Landed:
    """Rows by table of the package, as they grow; ``dataset`` begins the id of each.

    whole  tables that come as such, with no other rows
    """

    dataset: str
    context: Context
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    whole: dict[str, pa.Table] = field(default_factory=dict)
    _companies: dict[str, str] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)
    _known: set[tuple[str, str]] = field(default_factory=set)

    def add(self, table: str, line: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """One row of a table, with an id made of the dataset and the line it comes from; as it is kept."""
        self._numbers[f"{table}{line}"] += 1
        number = self._numbers[f"{table}{line}"]
        tail = f".{number}" if number > 1 else ""
        id_ = f"{self.dataset[:8]}.{table}.{line}{tail}"
        kept = {name: value for name, value in row.items() if value not in (None, "")}
        self.rows.setdefault(table, []).append({"id": id_, **kept})
        return self.rows[table][-1]

    def company(self, name: str, match: str = "", /, **known: str) -> str:
        """The id of a company of the file: whom it was taken for, else a new one."""
        if match:
            return match
        id_ = self._companies.get(name)
        if id_ is None:
            id_ = known.pop("id", "") or new_company(name)
            self._companies[name] = id_
            name = known.pop("name", "") or name
            kind = "aggregate" if name.startswith("(") else "company"
            given = {key: value for key, value in known.items() if value}
            self._once("companies", {"id": id_, "name": names.clean(name), "kind": kind, **given})
        return id_

    def _once(self, table: str, row: dict[str, Any]) -> None:
        """A row of a table that is common to many rows, the first time that its id comes."""
        if (table, row["id"]) not in self._known:
            self._known.add((table, row["id"]))
            self.rows.setdefault(table, []).append(row)

    def source(self, written: str = "") -> str:
        """The id of a source: what a row names, else the file itself. Both are said to be uploads."""
        about = self.context
        url = written if re.match(r"https?://", written) else "" if written else about.url
        title = written if written and not url else about.title
        id_ = f"up_{_short('|'.join((about.publisher, title, url)))}"
        publisher = about.publisher or written or about.title or "?"
        cited = title.removeprefix(f"{publisher}, ")  # a source is cited after its publisher's name
        row = {"publisher": publisher, "title": cited, "url": url, "published": about.published}
        said = {key: value for key, value in row.items() if value}
        self._once("sources", {"id": id_, "read_at": "upload", **said})
        return id_

    def channel(self) -> str:
        """The channel of the file's complaints: the one its user named, else one of its own."""
        if self.context.channel:
            return self.context.channel
        id_ = f"upload_{self.dataset[:8]}"
        label = self.context.publisher or self.context.title or id_
        self._once("channels", {"id": id_, "comparable": "yes", "label_en": label, "label_fr": label})
        return id_

    def place(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Sector and country of a row: its own, else the file's, else said to be unknown."""
        return {
            "sector": sector_id(str(row.get("sector") or "")) or self.context.sector or UNKNOWN_SECTOR,
            "country": country_code(str(row.get("country") or self.context.country or UNKNOWN_COUNTRY)),
        }

    def tables(self) -> dict[str, pa.Table]:
        """The rows as tables of the package, every column of the schema in each."""
        made = {
            name: pa.Table.from_pylist(rows, schema=tables()[name].arrow) for name, rows in self.rows.items()
        }
        return made | self.whole


def new_company(name: str) -> str:
    """The id of a company that nobody knew: the same for the same name in every file."""
    key = names.spelling(name)
    slug = identifier(key)
    return (
        f"new_{slug}"
        if slug and slug.isascii() and key.isascii()
        else f"new_{slug}_{_short(key)}".replace("__", "_")
    )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def likely_place(companies: Iterable[str], package: Package) -> tuple[str, str]:
    """The one sector and country in which all these companies have figures; ('', '') if not one."""
    places: dict[str, set[tuple[str, str]]] = {}
    for table in ("claims", "complaints", "exposure"):
        columns = package.tables[table].select(["company", "sector", "country"]).to_pydict()
        for company, sector, country in zip(*columns.values(), strict=True):
            places.setdefault(company, set()).add((sector, country))
    known = [places[company] for company in set(companies) if company in places]
    shared = set.intersection(*known) if known else set()
    return shared.pop() if len(shared) == 1 else ("", "")
