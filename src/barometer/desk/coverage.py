"""What the figures allow: every comparison with its measures, its intervals and its refusals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from barometer.desk.answering import Desk
from barometer.model import Comparison, Estimate, Gap, Message, Rank, Row

Say = Callable[[Message], str]

_WITH_ORIGIN = ("claims", "complaints", "exposure", "reports", "context")


def lines(desk: Desk, say: Say, as_json: bool) -> Iterator[str]:
    """A line a comparison, then the count of published rows used and left out; or JSON."""
    entries = [entry(comparison, gap) for comparison, gap in desk.strata.each()]
    used, left = rows_used(desk)
    if as_json:
        yield json.dumps({"strata": entries, "used": used, "left_out": left, "data": desk.data_id}, indent=1)
        return
    for one in entries:
        measures = " ".join(one["measures"]) or "-"
        yield (
            f"{one['status']:9} {one['sector']} {one['country']} {one['period']} {one['channel']}"
            f"[{one['window']}{' ' + one['definition'] if one['definition'] else ''}] x {one['claim']}"
            f"{' (' + one['group'] + ')' if one['group'] else ''}: k={one['k']} of {len(one['companies'])}; "
            f"{measures}; {one['interval']}; {', '.join(one['codes']) or '-'}"
        )
        for code, companies in one["refused"].items():
            reason = say(Message(f"refusal.{code}.need", {}))
            yield f"          {code}: {', '.join(companies)} -> {reason}"
    yield say(
        Message("cli.coverage_total", {"n": len(entries), "used": used, "left": left, "all": used + left})
    )


def entry(comparison: Comparison, gap: Gap) -> dict[str, Any]:
    """One comparison: its key, the companies with both sides, measures possible, refusals by code."""
    stratum = comparison.stratum
    refused: dict[str, list[str]] = {}
    for row in gap.rows:
        for refusal in row.refused:
            refused.setdefault(refusal.code.value, []).append(row.observation.company)
    marks = [stratum.threshold or stratum.scale, stratum.instrument, stratum.wave, stratum.subject]
    return {
        "sector": stratum.sector,
        "country": stratum.country,
        "period": f"{stratum.period.start}..{stratum.period.end}",
        "channel": stratum.channel,
        "window": stratum.window,
        "definition": stratum.definition,
        "claim": f"{stratum.metric}[{' '.join(m for m in marks if m)}]",
        "asserted_by": stratum.asserted_by.value,
        "group": stratum.peer_group,
        "status": gap.status.value,
        "mode": gap.mode.value,
        "k": gap.k,
        "k_rank": gap.k_rank,
        "companies": [row.observation.company for row in gap.rows],
        "measures": measures(gap),
        "interval": _interval(gap),
        "codes": [code.value for code in gap.codes],
        "refused": refused,
    }


def measures(gap: Gap) -> list[str]:
    """Which of M0, M1, M3 and M4 the comparison gives for at least one company."""
    found = {
        "M0": bool(gap.same_score),
        "M1": any(isinstance(row.ratio, Estimate) for row in gap.rows),
        "M3": any(isinstance(row.rank_gap, Rank) for row in gap.rows),
        "M4": any(isinstance(row.break_even, Estimate) for row in gap.rows),
    }
    return [name for name, given in found.items() if given]


def _interval(gap: Gap) -> str:
    kinds = Counter(kind for row in gap.rows if (kind := _kind(row)))
    return kinds.most_common(1)[0][0] if kinds else "none"


def _kind(row: Row) -> str:
    if isinstance(row.ratio, Estimate):
        return row.ratio.kind.value
    return row.rate.kind.value if row.rate else ""


def rows_used(desk: Desk) -> tuple[int, int]:
    """Published rows that stand in the package's tables, and those left out with a reason."""
    used = {
        origin
        for name in _WITH_ORIGIN
        for origins in desk.package.tables[name].column("origin").to_pylist()
        for origin in (origins or "").split(";")
        if origin and not origin.startswith("realdata/")
    }
    left = set(desk.package.tables["left_out"].column("origin").to_pylist())
    return len(used), len(left - used)
