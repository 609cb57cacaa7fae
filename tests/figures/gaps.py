"""Gaps to draw: published figures (UK broadband 2018, US airlines 2017) and made ones, labelled as made."""

from __future__ import annotations

from datetime import date

from barometer.figures.look import Look, Meta
from barometer.figures.template import Theme
from barometer.measures.gap import compute
from barometer.messages import say
from barometer.model import (
    Asserter,
    Basis,
    Claim,
    Complaints,
    Gap,
    Label,
    Observation,
    Period,
    Quantity,
    ReadAt,
    Source,
    Stratum,
)

ASKED = Period(date(2018, 1, 3), date(2018, 2, 15), Basis.FIELDWORK)
Q1 = Period(date(2018, 1, 1), date(2018, 3, 31))

# Ofcom, UK broadband, first quarter of 2018: satisfied with the service overall; complaints per 100,000
BROADBAND = {
    "plusnet": ("Plusnet", 0.86, 20.0),
    "sky": ("Sky", 0.83, 5.0),
    "virgin_media": ("Virgin Media", 0.83, 12.0),
    "bt": ("BT", 0.79, 23.0),
    "ee": ("EE", 0.79, 13.0),
    "talktalk": ("TalkTalk", 0.72, 29.0),
}
STRATUM = Stratum(
    sector="telecoms_broadband",
    country="GB",
    channel="ofcom_broadband",
    window="quarter",
    definition="",
    metric="share_satisfied",
    threshold="",
    scale="",
    instrument="ofcom_residential",
    subject="",
    asserted_by=Asserter.REGULATOR,
    wave="2018q1",
    period=Q1,
    per="customers",
    per_n=100_000,
)
META = Meta(
    labels={"ofcom_broadband": Label("Ofcom (broadband)", "l’Ofcom (haut débit)")},
    names={"bt_group": "BT Group (BT, EE and Plusnet)"},
    sources={
        "survey": Source(
            "survey", "Ofcom", read_at=ReadAt.RELAY, relay="Synergy Mobile", published="2018-05-09"
        ),
        "rates": Source("rates", "Ofcom", read_at=ReadAt.RELAY, relay="Gizmodo UK"),
    },
    related=(("bt_group", ("bt", "ee", "plusnet")),),
    checked_on="2026-11-22",
)

# ACSI index of 2017 and complaints to the US DOT in 2017, with enplanements (thousands)
AIRLINES = {
    "southwest": ("Southwest Airlines", 80, 741, 157_677),
    "alaska": ("Alaska Airlines", 79, 140, 24_536),
    "jetblue": ("JetBlue", 79, 457, 40_015),
    "american": ("American Airlines", 74, 2_828, 144_864),
}


def look(lang: str = "en", theme: Theme = Theme.LIGHT, width: int = 1040, height: int = 0) -> Look:
    return Look(lang, lambda message: say(message, lang), theme, width, height)


def observation(company: str, name: str, claim: float | None, rate: float | None) -> Observation:
    """A company whose rate alone is published, to the unit; its claim to the point."""
    asked = Quantity(claim, unit="percent", rounding=0.01) if claim is not None else None
    records = (
        Claim(
            f"c-{company}",
            company,
            STRATUM.sector,
            "GB",
            "share_satisfied",
            asked,
            ASKED,
            Asserter.REGULATOR,
            "survey",
        )
        if asked is not None
        else None
    )
    seen = Quantity(rate, unit="complaints", rounding=1.0) if rate is not None else None
    return Observation(
        company,
        name,
        asked,
        None,
        seen,
        100_000,
        None,
        claims=(records,) if records else (),
        complaints=(
            Complaints(
                f"o-{company}", company, STRATUM.sector, "GB", STRATUM.channel, Q1, "rates", rate=seen
            ),
        )
        if seen
        else (),
    )


def broadband(*more: Observation, change: dict[str, tuple[str, float, float]] | None = None) -> Gap:
    """The published gap; ``more`` observations added, some companies changed."""
    figures = {**BROADBAND, **(change or {})}
    return compute([*(observation(company, *one) for company, one in figures.items()), *more], STRATUM)


def counted(
    company: str, name: str, claim: float | None, y: float | None, exposure: float | None, **more: object
) -> Observation:
    """A company whose complaints and customers are counted (made figures)."""
    return Observation(
        company,
        name,
        Quantity(claim, unit="percent", rounding=0.01) if claim is not None else None,
        Quantity(y, unit="complaints") if y is not None else None,
        None,
        100_000,
        Quantity(exposure, unit="customers") if exposure is not None else None,
        **more,  # type: ignore[arg-type]
    )


def made(zero: bool = True) -> Gap:
    """Made, not published: twelve companies with counts, one far out; one at zero, one small, one refused.

    The company at zero alone makes the ratios more than tenfold apart.
    """
    sizes = [120, 300, 450, 800, 95, 1500, 620, 210, 1800, 340, 150, 900]
    claims = [0.81, 0.85, 0.78, 0.9, 0.84, 0.8, 0.77, 0.88, 0.83, 0.86, 0.79, 0.82]
    factor = [1.0, 1.1, 0.9, 1.05, 1.0, 0.95, 1.1, 4.0, 0.92, 1.03, 0.98, 1.06]
    companies = [
        counted(
            f"c{i}",
            f"Company {chr(65 + i)}",
            claim,
            round(size * 1000 * (1 - claim) * 0.0009 * f),
            size * 1000,
        )
        for i, (size, claim, f) in enumerate(zip(sizes, claims, factor, strict=True))
    ]
    if zero:
        companies.append(counted("zero", "Nothing Heard", 0.85, 0, 90_000))
    companies.append(counted("tiny", "Tiny & Co", 0.8, 2, 11_000))
    companies.append(counted("callers", "Callers Only", 0.8, 60, 400_000, population_mismatch=True))
    return compute(companies, STRATUM)


def airlines() -> tuple[Gap, Stratum]:
    """An index beside counts with their exposure: places with sets, no ratio."""
    stratum = Stratum(
        sector="airlines",
        country="US",
        channel="us_dot",
        window="year",
        definition="",
        metric="index_0_100",
        threshold="",
        scale="acsi",
        instrument="acsi",
        subject="",
        asserted_by=Asserter.THIRD_PARTY,
        wave="2017",
        period=Period(date(2017, 1, 1), date(2017, 12, 31)),
        per="enplanements",
        per_n=100_000,
    )
    seen = [
        Observation(
            company,
            name,
            Quantity(float(claim), unit="index", rounding=1.0),
            Quantity(float(y), unit="complaints"),
            None,
            100_000,
            Quantity(thousands * 1000.0, unit="enplanements"),
        )
        for company, (name, claim, y, thousands) in AIRLINES.items()
    ]
    return compute(seen, stratum), stratum
