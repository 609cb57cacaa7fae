"""Reads every table of this folder: figures in, what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from barometer.measures.gap import compute
from barometer.model import Estimate, Gap, Observation, Rank, Refusal, Row
from tests.measures.made import INDEX, STRATUM, made

SPECS = sorted(Path(__file__).parent.glob("*.txt"))
Table = list[dict[str, str]]


@dataclass(frozen=True)
class Spec:
    metric: str
    given: Table
    facts: dict[str, str]
    expected: Table


def read(path: Path) -> Spec:
    lines = [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines()]
    start, then = (next(i for i, x in enumerate(lines) if x.startswith(word)) for word in ("given", "then"))
    facts = dict(word.split("=", 1) for word in lines[then].split()[1:])
    return Spec(
        (lines[start].split()[1:] or ["share"])[0],
        table(lines[start + 1 : then]),
        facts,
        table(lines[then + 1 :]),
    )


def table(lines: list[str]) -> Table:
    rows = [line.split() for line in lines if line.strip()]
    assert all(len(row) == len(rows[0]) for row in rows), rows
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def figure(text: str) -> float | tuple[float, float] | None:
    if text == "-":
        return None
    low, _, high = text.partition("..")
    return (float(low), float(high)) if high else float(low)


def observation(row: dict[str, str]) -> Observation:
    found = {key: figure(value) for key, value in row.items() if key not in ("company", "not")}
    wrong = set(row.get("not", "-").split(",")) - {"-"}
    one = made(
        row["company"],
        found.get("claim"),
        found.get("count"),
        found.get("exposure"),
        rate=found.get("rate"),
        u=found.get("u", 0.01) or 0.0,
        u_rate=found.get("u_rate", 1.0) or 0.0,
        n=int(found["n"]) if found.get("n") else None,
    )
    return replace(
        one,
        coverage=found.get("coverage", 1.0),
        population_mismatch="population" in wrong,
        level_mismatch="level" in wrong,
        mixed_metric="mixed" in wrong,
    )


def facts(gap: Gap) -> dict[str, str]:
    return {
        "mode": gap.mode.value,
        "status": gap.status.value,
        "k": str(gap.k),
        "k_measured": str(gap.k_measured),
        "k_rank": str(gap.k_rank),
        "codes": ",".join(gap.codes) or "-",
        "same": "|".join(",".join(tie.companies) for tie in gap.same_score) or "-",
    }


def end(part: Estimate | Refusal | None, name: str) -> float | str | None:
    return part.code.value if isinstance(part, Refusal) else None if part is None else getattr(part, name)


def ends(part: Rank | Refusal) -> str | tuple[float, float]:
    return part.code.value if isinstance(part, Refusal) else (part.low, part.high)


Cell = float | str | tuple[float, float] | None
COLUMNS: dict[str, Callable[[Row], Cell]] = {
    "expected": lambda row: end(row.expected, "value"),
    "expected_rate": lambda row: end(row.expected_rate, "value"),
    "ratio": lambda row: end(row.ratio, "value"),
    "low": lambda row: end(row.ratio, "low"),
    "high": lambda row: end(row.ratio, "high"),
    "kind": lambda row: row.ratio.kind.value if isinstance(row.ratio, Estimate) else None,
    "range": lambda row: row.ratio_range,
    "other": lambda row: row.other,
    "shrunk": lambda row: end(row.shrunk, "value"),
    "flag": lambda row: row.flag or None,
    "p": lambda row: row.p_adjusted,
    "rate": lambda row: end(row.rate, "value"),
    "rate_low": lambda row: end(row.rate, "low"),
    "rate_high": lambda row: end(row.rate, "high"),
    "per_complaint": lambda row: end(row.break_even, "value"),
    "least": lambda row: end(row.break_even, "low"),
    "most": lambda row: end(row.break_even, "high"),
    "claim_rank": lambda row: end_of(row.rank_claim),
    "claim_set": lambda row: ends(row.rank_claim),
    "rank": lambda row: end_of(row.rank_observed),
    "set": lambda row: ends(row.rank_observed),
    "gap": lambda row: end_of(row.rank_gap),
    "gap_set": lambda row: ends(row.rank_gap),
    "refused": lambda row: ",".join(refusal.code for refusal in row.refused) or None,
}


def end_of(part: Rank | Refusal) -> float | str:
    return part.code.value if isinstance(part, Refusal) else part.point


def agrees(found: Cell, text: str) -> bool:
    if found is None or isinstance(found, str):
        return text == (found or "-")
    if isinstance(found, tuple):
        low, _, high = text.partition("..")
        return agrees(found[0], low) and agrees(found[1], high)
    try:
        stated = float(text)
    except ValueError:
        return False
    decimals = len(text.partition(".")[2])
    return abs(found - stated) <= 0.5 * 10**-decimals + 1e-9


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_spec(path: Path) -> None:
    spec = read(path)
    gap = compute([observation(row) for row in spec.given], INDEX if spec.metric == "index" else STRATUM)
    found = facts(gap)
    assert {name: found[name] for name in spec.facts} == spec.facts
    assert len(spec.expected) == len(gap.rows)
    rows = {row.observation.company: row for row in gap.rows}
    wrong = [
        f"{line['company']}.{name}: {COLUMNS[name](rows[line['company']])}, not {text}"
        for line in spec.expected
        for name, text in line.items()
        if name != "company" and not agrees(COLUMNS[name](rows[line["company"]]), text)
    ]
    assert wrong == []


def test_there_are_specs() -> None:
    assert len(SPECS) >= 12
