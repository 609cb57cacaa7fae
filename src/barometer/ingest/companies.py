"""Names in a file -> companies: identifier, decisions, aliases, names; likeness only suggests."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from barometer.ingest import names
from barometer.ingest.alike import Alike
from barometer.ingest.identifiers import lei, siren
from barometer.ingest.result import FoundCompany, StoredRow, Suggestion
from barometer.model import Company

NEW = "new"
"""In a crosswalk: this name is a company of its own, whatever it resembles."""


@dataclass(frozen=True, slots=True)
class Register:
    """Known companies by identifier, alias and name."""

    companies: Mapping[str, Company] = field(default_factory=dict)
    by_key: Mapping[str, str] = field(default_factory=dict)
    by_identifier: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(companies: Iterable[Company], aliases: Iterable[tuple[str, str]] = ()) -> Register:
        """A register of ``companies`` and of their ``aliases`` (company id, name).

        A key that two companies share names neither of them.
        """
        known = {c.id: c for c in companies}
        owners: dict[str, set[str]] = defaultdict(set)
        for c in known.values():
            owners[names.key(c.name)].add(c.id)
        for company, alias in aliases:
            owners[names.key(alias)].add(company)
        identifiers = {code: c.id for c in known.values() for code in (siren(c.siren), lei(c.lei)) if code}
        return Register(known, {k: o.pop() for k, o in owners.items() if len(o) == 1}, identifiers)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A user's decisions: a name's key -> a company's id, or NEW; it downloads and reloads as CSV."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def decide(self, name: str, company: str) -> Crosswalk:
        """With one more decision (or another one) on a name."""
        key = names.spelling(name)
        return Crosswalk({**self.decisions, key: company}, {**self.written, key: name})

    def forget(self, name: str) -> Crosswalk:
        """Without the decision on a name: it is taken out of its group again."""
        key = names.spelling(name)
        return Crosswalk(
            {k: v for k, v in self.decisions.items() if k != key},
            {k: v for k, v in self.written.items() if k != key},
        )

    def to_csv(self) -> str:
        """name,company lines, UTF-8; what spreadsheets would run is escaped by an apostrophe."""
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\n")
        write.writerow(["name", "company"])
        for key, company in sorted(self.decisions.items()):
            name = self.written.get(key, key)
            write.writerow(["'" + name if name[:1] in "=+-@\t\r" else name, company])
        return out.getvalue()

    @staticmethod
    def from_csv(text: str) -> Crosswalk:
        """The decisions of a downloaded crosswalk. ValueError where it isn't one."""
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        if (
            not rows
            or [c.strip() for c in rows[0]] != ["name", "company"]
            or any(len(r) != 2 for r in rows[1:] if r)
        ):
            raise ValueError("not a crosswalk: its first line is name,company")
        found = Crosswalk()
        for name, company in (row for row in rows[1:] if row):
            found = found.decide(
                name[1:] if name[:2] in ("'=", "'+", "'-", "'@", "'\t", "'\r") else name, company.strip()
            )
        return found


def resolve(
    rows: Sequence[StoredRow],
    register: Register | None = None,
    crosswalk: Crosswalk | None = None,
    often: Sequence[int] | None = None,
) -> tuple[FoundCompany, ...]:
    """The companies of the rows, most frequent first, each with its spellings and whom it is taken for.

    often  how many rows of the file each of ``rows`` stands for; one where not given
    """
    register, crosswalk = register or Register(), crosswalk or Crosswalk()
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    codes: dict[str, set[str]] = defaultdict(set)
    for at, row in enumerate(rows):
        name = str(row.values.get("company") or "")
        key = names.spelling(name)
        groups[key][name] += often[at] if often else 1
        codes[key] |= {c for c in (siren(_text(row, "siren")), lei(_text(row, "lei"))) if c}
    alike = Alike({key: c for key, c in register.by_key.items() if _is_one(register.companies[c])})
    found = [_found(key, spelt, codes[key], register, crosswalk, alike) for key, spelt in groups.items()]
    return tuple(sorted(found, key=lambda c: (-c.rows, c.key)))


def _text(row: StoredRow, field_: str) -> str:
    return str(row.values.get(field_) or "")


def _found(
    key: str,
    spelt: Counter[str],
    codes: set[str],
    register: Register,
    crosswalk: Crosswalk,
    alike: Alike,
) -> FoundCompany:
    name = names.clean(spelt.most_common(1)[0][0]) or key
    match, by = _match(key, name, codes, register, crosswalk)
    foreign = "".join(dict.fromkeys(c for s in spelt for c in names.lookalikes(s)))
    asked = not match and crosswalk.decisions.get(key) != NEW
    suggestions = _suggested(name, register, alike) if asked else ()
    return FoundCompany(key, name, tuple(spelt), sum(spelt.values()), match, by, suggestions, foreign)


def _match(key: str, name: str, codes: set[str], register: Register, crosswalk: Crosswalk) -> tuple[str, str]:
    """Whom a name is taken for, and by what."""
    known = {register.by_identifier[c] for c in codes if c in register.by_identifier}
    if len(known) == 1:
        return known.pop(), "identifier"
    decided = crosswalk.decisions.get(key, "")
    if decided:
        return ("", "") if decided == NEW else (decided, "crosswalk")
    company = register.by_key.get(names.key(name), "")
    if not company:
        return "", ""
    return company, "name" if names.key(register.companies[company].name) == names.key(name) else "alias"


def _is_one(company: Company) -> bool:
    """Whether a known company is one, not a country's or a sector's total."""
    return company.kind != "aggregate"


def _suggested(name: str, register: Register, alike: Alike) -> tuple[Suggestion, ...]:
    """Known companies written alike, or containing the name: for a person to say yes to."""
    told = alike.to(names.key(names.as_latin(name)))
    return tuple(Suggestion(c, register.companies[c].name, round(score, 1)) for c, score in told)


def alike_within(found: Sequence[FoundCompany]) -> tuple[tuple[str, str], ...]:
    """Pairs of the file's own companies that differ by a legal form or by look-alike letters only."""
    owners: dict[str, list[str]] = defaultdict(list)
    for one in found:
        owners[names.key(names.as_latin(one.name))].append(one.name)
    return tuple((group[0], other) for group in owners.values() for other in group[1:])
