"""Made observations: no real company, no real figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from barometer.model import (
    Asserter,
    Complaints,
    Observation,
    Period,
    Qualifier,
    Quantity,
    Stratum,
)

QUARTER = Period(date(2018, 1, 1), date(2018, 3, 31))
STRATUM = Stratum(
    sector="telecoms_broadband",
    country="GB",
    channel="ofcom_broadband",
    window="quarter",
    definition="",
    metric="share_satisfied",
    threshold="fairly_or_very",
    scale="",
    instrument="made",
    subject="",
    asserted_by=Asserter.REGULATOR,
    wave="2018q1",
    period=QUARTER,
    per="customers",
    per_n=100_000,
)
INDEX = replace(STRATUM, metric="index_0_100", threshold="")

#: UK broadband, Q1 2018: satisfied (Ofcom survey), complaints per 100,000 to Ofcom; checked figures.
BROADBAND = [
    ("plusnet", 0.86, 20),
    ("sky", 0.83, 5),
    ("virgin_media", 0.83, 12),
    ("bt", 0.79, 23),
    ("ee", 0.79, 13),
    ("talktalk", 0.72, 29),
]

Ends = tuple[float, float]


def quantity(value: float | Ends | None, unit: str, rounding: float = 0.0) -> Quantity | None:
    """A point, a published range for two ends, None for None."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return Quantity(None, value[0], value[1], unit, rounding, Qualifier.RANGE)
    return Quantity(float(value), None, None, unit, rounding)


def made(
    company: str,
    claim: float | Ends | None = None,
    y: float | Ends | None = None,
    exposure: float | Ends | None = None,
    *,
    rate: float | Ends | None = None,
    u: float = 0.01,
    u_rate: float = 1.0,
    n: int | None = None,
    **more: Any,
) -> Observation:
    """One company's figures; complaints per 100,000."""
    return Observation(
        company=company,
        name=company.title(),
        claim=quantity(claim, "percent", u),
        y=quantity(y, "complaints"),
        rate=quantity(rate, "complaints", u_rate),
        per_n=100_000,
        exposure=quantity(exposure, "customers"),
        n=n,
        **more,
    )


def broadband() -> list[Observation]:
    return [made(company, claim, rate=rate) for company, claim, rate in BROADBAND]


def disagreeing(observation: Observation, values: Sequence[float], rounding: float = 0.0) -> Observation:
    """The same company with two sources that publish different counts for one period."""
    records = tuple(
        Complaints(
            id=f"{observation.company}{i}",
            company=observation.company,
            sector="telecoms_broadband",
            country="GB",
            channel="ofcom_broadband",
            period=QUARTER,
            source=f"source{i}",
            count=Quantity(value, unit="complaints", rounding=rounding),
        )
        for i, value in enumerate(values)
    )
    spread = Quantity(None, min(values), max(values), "complaints", rounding, Qualifier.RANGE)
    return replace(observation, y=spread, complaints=records)
