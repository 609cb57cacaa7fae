"""Rows of the package's tables -> the records of model/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from barometer.model import (
    Asserter,
    Basis,
    Claim,
    Company,
    Complaints,
    Exposure,
    Period,
    Qualifier,
    Quantity,
    ReadAt,
    Report,
    Source,
)

Raw = Mapping[str, Any]


def claim(row: Raw) -> Claim:
    """A row of claims.csv; the quantity in the unit as published (percent stays 0-100)."""
    return Claim(
        **_texts(row, "id", "company", "sector", "country", "metric", "source"),
        **_texts(row, "threshold", "scale", "instrument", "wave", "subject", "population", "level"),
        **_texts(row, "asked_by", "paid_by", "note", "note_fr"),
        publish=row.get("publish") or "yes",
        quantity=quantity(row, "value", "low", "high", row.get("unit") or ""),
        period=period(row),
        asserted_by=Asserter(row["asserted_by"]),
        n=int(row["n"]) if row.get("n") is not None else None,
    )


def complaints(row: Raw) -> Complaints:
    """A row of complaints.csv: a count, a rate, or both."""
    return Complaints(
        **_texts(row, "id", "company", "sector", "country", "channel", "source", "per", "window"),
        **_texts(row, "definition", "issue", "region", "population", "level", "note", "note_fr"),
        publish=row.get("publish") or "yes",
        period=period(row),
        count=_quantity_or_none(row, "count", "count_low", "count_high", "complaints"),
        rate=_quantity_or_none(row, "rate", "rate_low", "rate_high", "complaints"),
        per_n=int(row["per_n"]) if row.get("per_n") is not None else None,
    )


def exposure(row: Raw) -> Exposure:
    """A row of exposure.csv, in persons, journeys, contracts (never thousands)."""
    return Exposure(
        **_texts(row, "id", "company", "sector", "country", "measure", "source"),
        **_texts(row, "population", "level", "note", "note_fr", "region"),
        publish=row.get("publish") or "yes",
        quantity=quantity(row, "value", "low", "high", row.get("measure") or ""),
        period=period(row),
    )


def report(row: Raw) -> Report:
    """A row of reports.csv: a count of reports with one label, or one account."""
    return Report(
        **_texts(row, "id", "company", "sector", "country", "venue", "source", "label", "scale"),
        **_texts(row, "reply", "reply_kind", "note", "note_fr"),
        period=period(row),
        count=int(row["count"]) if row.get("count") is not None else None,
        rating=row.get("rating"),
        reply_days=row.get("reply_days"),
    )


def company(row: Raw) -> Company:
    """A row of companies.csv."""
    return Company(
        **_texts(row, "id", "name", "name_fr", "country", "parent", "siren", "lei", "note", "note_fr"),
        kind=row.get("kind") or "company",
    )


def source(row: Raw) -> Source:
    """A row of sources.csv."""
    return Source(
        **_texts(row, "id", "publisher", "title", "url", "relay", "published"),
        **_texts(row, "checked_on", "retrieved", "licence", "note", "note_fr"),
        read_at=ReadAt(row.get("read_at") or "relay"),
    )


def _texts(row: Raw, *names: str) -> dict[str, Any]:
    return {name: str(row[name]) if row.get(name) is not None else "" for name in names}


def period(row: Raw) -> Period | None:
    """The days of a row; None where one of its ends is not known."""
    start, end = row.get("period_start"), row.get("period_end")
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    return Period(start, end, Basis(row.get("period_basis") or "calendar"))


def quantity(row: Raw, value: str, low: str, high: str, unit: str) -> Quantity:
    """A published number, from the columns that hold its point and its ends."""
    return Quantity(
        value=row.get(value),
        low=row.get(low),
        high=row.get(high),
        unit=unit,
        rounding=row.get("rounding") or 0.0,
        qualifier=Qualifier(row.get("qualifier") or "exact"),
        wording=row.get("wording") or "",
    )


def _quantity_or_none(row: Raw, value: str, low: str, high: str, unit: str) -> Quantity | None:
    if row.get(value) is None and row.get(low) is None and row.get(high) is None:
        return None
    return quantity(row, value, low, high, unit)
