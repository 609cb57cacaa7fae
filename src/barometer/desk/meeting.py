"""What an upload meets among the other figures: how many of its companies, and in which comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from barometer.desk.answering import Desk
from barometer.model import Comparison, Period
from barometer.store.landing import UNKNOWN_SECTOR

_OTHER = {"claims": ("complaints",), "complaints": ("claims",), "exposure": ("complaints", "claims")}
_SIDES = ("claims", "complaints", "exposures")
_MOST = 12
_COLUMNS = ("id", "company", "sector", "country", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the rows of one upload meet.

    companies   those of the upload that have a figure; ``met`` those of them with the other side
    side        what was looked for: claims or complaints; '' for an upload that has no other side
    period      the days that the upload covers
    placed      whether it is known for every row which sector and country it belongs to
    comparison  the comparison that holds most of its companies; None where none does
    """

    companies: tuple[str, ...]
    met: tuple[str, ...]
    side: str
    period: Period | None
    placed: bool
    comparison: Comparison | None


def meeting(desk: Desk, dataset: str, kind: str) -> Meeting:
    """What an upload that stands on ``desk`` meets, by its own companies, places and days."""
    mine = [row for row in _rows(desk, kind) if row["id"].startswith(prefix(dataset))]
    companies = tuple(sorted({row["company"] for row in mine}))
    sides = _OTHER.get(kind, ())
    met = {company for side in sides[:1] for company in _met(desk, side, mine)}
    return Meeting(
        companies,
        tuple(sorted(met)),
        sides[0] if sides else "",
        _period(mine),
        all(row["sector"] != UNKNOWN_SECTOR for row in mine),
        _comparison(desk, dataset, companies) if sides else None,
    )


def prefix(dataset: str) -> str:
    """How the ids of an upload's own rows begin."""
    return f"{dataset[:8]}."


def _rows(desk: Desk, table: str, companies: Sequence[str] | None = None) -> list[dict[str, Any]]:
    if table not in desk.package.tables:
        return []
    found = desk.package.tables[table].select(_COLUMNS)
    if companies is not None:
        found = found.filter(pc.is_in(found["company"], pa.array(companies, pa.string())))
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _met(desk: Desk, side: str, mine: Iterable[Mapping[str, Any]]) -> set[str]:
    """Companies with a figure of the other side, in the same place and on some of the same days."""
    own: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in mine:
        own.setdefault((row["company"], row["sector"], row["country"]), []).append(row)
    others = _rows(desk, side, sorted({company for company, _, _ in own}))
    return {
        other["company"]
        for other in others
        for row in own.get((other["company"], other["sector"], other["country"]), ())
        if _overlap(row, other)
    }


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    ends = (one["period_start"], one["period_end"], other["period_start"], other["period_end"])
    if any(end is None for end in ends):
        return False
    return bool(ends[0] <= ends[3] and ends[2] <= ends[1])


def _period(rows: Sequence[Mapping[str, Any]]) -> Period | None:
    starts = [row["period_start"] for row in rows if row["period_start"]]
    ends = [row["period_end"] for row in rows if row["period_end"]]
    return Period(min(starts), max(ends)) if starts and ends else None


def _comparison(desk: Desk, dataset: str, companies: Sequence[str]) -> Comparison | None:
    """The comparison in which most companies have both sides, one of them the upload's; None if none has."""
    often: Counter[Comparison] = Counter()
    for company in companies[:100]:
        often.update(desk.concerning(company))
    best, most = None, (0, 0)
    for one, _ in often.most_common(_MOST * 4):
        held = _held(desk, dataset, one)
        if held > most:
            best, most = one, held
    return best if most[0] else None


def _held(desk: Desk, dataset: str, one: Comparison) -> tuple[int, int]:
    """Companies with both sides of which one is the upload's; and companies with the upload's side alone."""
    computed = desk.strata.compute(one.stratum)
    both = alone = 0
    for row in computed.gap.rows if computed else ():
        seen = row.observation
        own = any(record.id.startswith(prefix(dataset)) for side in _SIDES for record in getattr(seen, side))
        whole = seen.claim is not None and (seen.y is not None or seen.rate is not None)
        both += own and whole
        alone += own
    return both, alone
