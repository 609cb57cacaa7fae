"""Rows of ``ask/strata`` -> the observations that the measures are computed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from barometer.model import Claim, Complaints, Exposure, Observation, Qualifier, Quantity

_DEFAULT_PER = 100_000
#: populations of a claim that are a part of those who can complain: who made contact with the company or
#: its mediator, or one group of its public
_A_PART = frozenset({
    "customers_who_contacted_it", "callers_to_field_offices", "complainants", "people_who_used_the_mediator",
    "employers", "employees", "long_term_unemployed", "agents", "audited_taxpayers",
    "small_businesses", "mid_sized_businesses", "large_businesses", "international_business_customers",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Records:
    """The records that the joined rows name, by id."""

    claims: Mapping[str, Claim]
    complaints: Mapping[str, Complaints]
    exposures: Mapping[str, Exposure]


def observations(
    rows: Sequence[Mapping[str, Any]],
    records: Records,
    names: Mapping[str, str],
    groups: Mapping[str, str],
    per_n: int | None,
) -> tuple[Observation, ...]:
    """One Observation a company; shares become fractions, other metrics keep their unit.

    names: company id -> name; groups: company id -> comparability group ('' where none).
    per_n: what the channel's rate is per; 100,000 where the channel publishes counts alone.
    """
    return tuple(_observation(row, records, names, groups, per_n or _DEFAULT_PER) for row in rows)


def _observation(
    row: Mapping[str, Any],
    records: Records,
    names: Mapping[str, str],
    groups: Mapping[str, str],
    per_n: int,
) -> Observation:
    company, twice = row["company"], counted_twice(row)
    share = row["unit"] == "percent"
    return Observation(
        company=company,
        name=names.get(company, company),
        claim=_quantity(row, "claim", 0.01 if share else 1.0, row["unit"] or ""),
        y=None if twice else _quantity(row, "number", 1.0, "complaints", rounding=0.0),
        rate=None if twice else _quantity(row, "rate", 1.0, "complaints", rounding=row["complaint_rounding"]),
        per_n=per_n,
        exposure=_quantity(row, "exposure", 1.0, row["exposure_measure"] or ""),
        n=int(row["n"]) if row["n"] is not None else None,
        coverage=None if twice else _coverage(row),
        population_mismatch=_differ(
            row["claim_population"], row["exposure_population"], row["complaint_population"]
        ),
        level_mismatch=_levels_differ(row),
        mixed_metric=(row["units"] or 1) > 1,
        peer_group=groups.get(company, ""),
        claims=tuple(records.claims[id_] for id_ in row["claim_ids"] or ()),
        complaints=tuple(records.complaints[id_] for id_ in row["complaint_ids"] or ()),
        exposures=tuple(records.exposures[id_] for id_ in row["exposure_ids"] or ()),
    )


def counted_twice(row: Mapping[str, Any]) -> bool:
    """Whether the regulator's periods share days: half-years beside their year add up to nothing."""
    if row["p_start"] is None:
        return False
    days: int = (row["p_end"] - row["p_start"]).days + 1
    return int(row["p_days"]) > days


def _coverage(row: Mapping[str, Any]) -> float | None:
    if row["coverage"] is None:
        return None
    return float(row["coverage"]) if row["overlapping"] else 0.0


def _quantity(
    row: Mapping[str, Any], side: str, factor: float, unit: str, rounding: float | None = None
) -> Quantity | None:
    low, high = row[f"{side}_low"], row[f"{side}_high"]
    printed = row.get(f"{side}_rounding") if rounding is None else rounding
    stated = _qualifier(row, side)
    if stated is Qualifier.AT_MOST and high is not None:
        low = 0.0
    if stated is Qualifier.AT_LEAST and low is not None and side == "claim" and unit == "percent":
        high = 100.0
    if low is None or high is None:
        return None
    low, high = low * factor, high * factor
    if low < high:
        return Quantity(None, low, high, unit, (printed or 0.0) * factor, Qualifier.RANGE)
    return Quantity(low, None, None, unit, (printed or 0.0) * factor, stated)


def _qualifier(row: Mapping[str, Any], side: str) -> Qualifier:
    stated = row.get("claim_qualifier" if side == "claim" else "complaint_qualifier")
    if side == "exposure" or not stated:
        return Qualifier.EXACT
    return Qualifier(stated)


def _differ(claimed: str | None, *observed: str | None) -> bool:
    """Two different populations, both stated; one that no source states is not a mismatch.

    Those who were asked because they had made contact, or as one group of the public, are never everybody
    (METHOD: 'callers against all customers'): only complaints of the same people stand beside their figure.
    """
    if claimed in _A_PART:
        return claimed not in observed
    return bool(claimed) and any(other and other != claimed for other in observed)


def _levels_differ(row: Mapping[str, Any]) -> bool:
    """Brand against group: only a level that a side really has is held against the others."""
    levels = [row["claim_level"] or "brand"] if row["claim_ids"] else []
    levels += [row["complaint_level"] or "brand"] if row["complaint_ids"] else []
    levels += [row["exposure_level"] or "brand"] if row["exposure_ids"] else []
    return len(set(levels)) > 1
