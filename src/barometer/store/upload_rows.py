"""One row of a newsroom's file -> rows of the package: fields of ``ingest/fields.toml`` -> its columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from barometer.ingest.recipe_cells import days
from barometer.ingest.result import ImportResult, StoredRow
from barometer.ingest.values import Value
from barometer.model import Qualifier
from barometer.store.landing import Landed
from barometer.store.package import printed_digit
from barometer.store.places import identifier

_BY_PERIOD = re.compile(r"(?:(?P<field>[a-z_]+)_)?(?P<period>(?:19|20)\d\d(?:-\d\d)?)")
_PER = re.compile(r"(?:pour|per|/)\s*(\d[\d\s.,\u00a0\u202f]*\d|\d)", re.IGNORECASE)
_CLAIMED = {
    "satisfaction_pct": ("share_satisfied", "percent"),
    "nps": ("nps", "points"),
    "rating": ("mean", "mark"),
}
_UNIT = {"share": "percent", "nps": "points", "mean": "mark", "index": "index", "online": "stars"}
_MEASURES = (
    (re.compile(r"abonn|subscri", re.IGNORECASE), "subscribers"),
    (re.compile(r"voyageur|passag|passenger", re.IGNORECASE), "passengers"),
    (re.compile(r"trajet|journey", re.IGNORECASE), "passenger_journeys"),
    (re.compile(r"compte|account", re.IGNORECASE), "accounts"),
)
_GRAINS = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (184, "half-year"), (366, "year"))
_NO_DETAIL = Value()


def land(result: ImportResult, landed: Landed) -> None:
    """Every row of an accepted import, in the tables of the package."""
    ids = companies(result, landed)
    labels = {column.field: column.label for column in result.fields}
    for row in result.records:
        company = ids[str(row.values.get("company") or "")]
        match result.kind:
            case "claims":
                _claims(row, company, landed)
            case "complaints":
                _complaints(row, company, landed, labels)
            case "exposure":
                _exposure(row, company, landed, labels)
            case "reports":
                _report(row, company, landed)
            case "companies":
                _known_company(row, company, landed)
    if result.kind == "complaints":
        totals(landed)


def companies(result: ImportResult, landed: Landed) -> dict[str, str]:
    """Spelling -> company id; what the file says of a new company is kept with it."""
    said = {str(row.values.get("company") or ""): row.values for row in reversed(result.records)}
    found: dict[str, str] = {}
    for company in result.companies:
        about = said.get(company.spellings[0], {})
        known = {name: str(about.get(name) or "") for name in ("siren", "lei", "parent")}
        known["parent"] = ""
        for spelling in company.spellings:
            found[spelling] = landed.company(company.name, company.match, **known)
    return found


# ---------------------------------------------------------------- kinds


def _claims(row: StoredRow, company: str, landed: Landed) -> None:
    context = landed.context
    common = {
        "company": company,
        **landed.place(row.values),
        "threshold": identifier(row.values.get("threshold")),
        "n": row.values.get("sample_size"),
        "population": identifier(row.values.get("population")),
        "asserted_by": row.values.get("asserted_by") or context.asserted_by or "third_party",
        "asked_by": row.values.get("asked_by") or context.asked_by,
        "paid_by": row.values.get("paid_by") or context.paid_by,
        "source": landed.source(str(row.values.get("source") or "")),
        "note": row.values.get("note"),
    }
    for name, figure, own in _figures(row, {*_CLAIMED, "value"}):
        if not figure:
            continue
        metric, unit = _metric(name, row, landed)
        scale = row.details.get(name, _NO_DETAIL).scale
        written = str(row.values.get("scale") or (f"out_of_{scale:g}" if scale and unit == "mark" else ""))
        when = own or _window(row)
        said = {"wording": row.values.get("wording")} | figure
        landed.add(
            "claims", row.line, {**common, "metric": metric, "unit": unit, "scale": written, **said, **when}
        )


def _metric(name: str, row: StoredRow, landed: Landed) -> tuple[str, str]:
    if name in _CLAIMED:
        return _CLAIMED[name]
    metric = identifier(row.values.get("metric")) or landed.context.metric or "share_satisfied"
    return metric, _UNIT.get(metric.split("_")[0], "score")


def _complaints(row: StoredRow, company: str, landed: Landed, labels: Mapping[str, str]) -> None:
    context = landed.context
    common = {
        "company": company,
        **landed.place(row.values),
        "channel": identifier(row.values.get("channel")) or landed.channel(),
        "definition": context.definition,
        "issue": row.values.get("category") or row.values.get("product"),
        "region": identifier(row.values.get("region")),
        "population": identifier(row.values.get("population")),
        "source": landed.source(str(row.values.get("source") or "")),
        "upheld": row.values.get("upheld"),
        "note": row.values.get("note"),
    }
    per_n = row.values.get("per_n") or _per_n(labels.get("rate", "")) or context.per_n
    per = {"per": identifier(row.values.get("per")) or context.per or "customers", "per_n": per_n}
    for name, figure, own in _figures(row, {"count", "rate", "clients"}):
        if not figure:
            continue
        when = own or period(row)
        if name == "clients":
            exposure = {key: common[key] for key in ("company", "sector", "country", "source", "region")}
            landed.add("exposure", row.line, {**exposure, "measure": per["per"], **figure, **when})
            continue
        ends = {column: figure.pop(end) for end, column in _columns(name) if end in figure}
        if name == "count":
            figure.pop("rounding", None)
            if "count_high" in ends:
                ends.setdefault("count_low", 0)  # 'fewer than 5' says no more than that
        based = per if name == "rate" else {}
        window = {"window": _grain(when)}
        landed.add("complaints", row.line, {**common, **based, **ends, **figure, **when, **window})


def _columns(name: str) -> tuple[tuple[str, str], ...]:
    """The columns of complaints that hold a count's, or a rate's, value and two ends."""
    return ("value", name), ("low", f"{name}_low"), ("high", f"{name}_high")


def _exposure(row: StoredRow, company: str, landed: Landed, labels: Mapping[str, str]) -> None:
    for _name, figure, own in _figures(row, {"value", "clients"}):
        if not figure:
            continue
        measure = identifier(row.values.get("measure")) or landed.context.measure or _measure(labels)
        common = {"company": company, **landed.place(row.values), "measure": measure}
        about = {
            "region": identifier(row.values.get("region")),
            "population": identifier(row.values.get("population")),
            "source": landed.source(str(row.values.get("source") or "")),
            "note": row.values.get("note"),
        }
        landed.add("exposure", row.line, {**common, **about, **figure, **(own or period(row))})


def _report(row: StoredRow, company: str, landed: Landed) -> None:
    rating = row.details.get("rating", _NO_DETAIL)
    landed.add(
        "reports",
        row.line,
        {
            "company": company,
            **landed.place(row.values),
            "venue": identifier(row.values.get("venue")) or landed.context.venue,
            **period(row),
            "label": identifier(row.values.get("label")),
            "rating": row.values.get("rating"),
            "scale": row.values.get("scale") or (f"out_of_{rating.scale:g}" if rating.scale else ""),
            "reply": "yes" if row.values.get("reply") else "",
            "reply_days": row.values.get("reply_days"),
            "source": landed.source(str(row.values.get("source") or "")),
        },
    )


def _known_company(row: StoredRow, company: str, landed: Landed) -> None:
    if row.values.get("alias"):
        alias = {"company": company, "alias": str(row.values["alias"])}
        landed.rows.setdefault("aliases", []).append(alias)


# ---------------------------------------------------------------- figures and periods


def _figures(row: StoredRow, wanted: set[str]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(field, figure, its own period): of a wide table, one for each column that names a period."""
    default = next(name for name in ("count", "satisfaction_pct", "value") if name in wanted)
    for name, value in row.values.items():
        if name in wanted:
            yield name, _figure(value, row.details.get(name, _NO_DETAIL)), {}
            continue
        wide = _BY_PERIOD.fullmatch(name)
        if wide and (wide["field"] or default) in wanted:
            found = days(wide["period"], "ymd")
            if found:
                figure = _figure(value, row.details.get(name, _NO_DETAIL))
                yield wide["field"] or default, figure, _dated(*found, "calendar")


def _figure(value: Any, detail: Value) -> dict[str, Any]:
    """A figure's columns: value or its two ends, rounding, qualifier and wording; {} for none."""
    found: dict[str, Any] = {"value": value, "low": detail.low, "high": detail.high}
    if all(end is None for end in found.values()):
        return {}
    digits = [printed_digit(_text(end)) for end in found.values() if end is not None]
    found["rounding"] = detail.rounding or min(digit for digit in digits if digit is not None)
    found["qualifier"] = detail.qualifier.value if detail.qualifier is not Qualifier.EXACT else ""
    found["wording"] = detail.wording
    return {key: end for key, end in found.items() if end not in (None, "")}


def _text(number: float) -> str:
    return format(number, "f").rstrip("0").rstrip(".") if isinstance(number, float) else str(number)


def _window(row: StoredRow) -> dict[str, Any]:
    """When a claim was asked: its dates or period; of a single day, the 12 months before (assumed)."""
    found = period(row)
    if found and found["period_start"] == found["period_end"] and "period_start" not in row.values:
        day: dt.date = found["period_end"]
        try:
            year_before = day.replace(year=day.year - 1)
        except ValueError:  # 29 February
            year_before = day.replace(year=day.year - 1, day=28)
        return _dated(year_before + dt.timedelta(days=1), day, "assumed")
    return found


def period(row: StoredRow) -> dict[str, Any]:
    """The days that a row covers: two columns, a period, or a date; {} where it says none."""
    first, last = _span(row, "period_start"), _span(row, "period_end")
    if first and last and first[0] <= last[1]:
        return _dated(first[0], last[1], "calendar")
    for name in ("period", "date"):
        found = _span(row, name)
        if found:
            return _dated(*found, "calendar")
    return {}


def _span(row: StoredRow, name: str) -> tuple[dt.date, dt.date] | None:
    detail = row.details.get(name)
    if detail is not None and detail.start is not None and detail.end is not None:
        return detail.start, detail.end
    written = row.values.get(name)
    return days(str(written), "ymd") if written else None


def _dated(first: dt.date, last: dt.date, basis: str) -> dict[str, Any]:
    return {"period_start": first, "period_end": last, "period_basis": basis}


def _grain(when: Mapping[str, Any]) -> str:
    """The length of a period in a regulator's words."""
    if not when:
        return ""
    length = (when["period_end"] - when["period_start"]).days + 1
    return next((name for most, name in _GRAINS if length <= most), "flow")


def _per_n(label: str) -> int | None:
    found = _PER.search(label)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    return int(digits) if digits and int(digits) > 1 else None


def _measure(labels: Mapping[str, str]) -> str:
    label = " ".join(labels.values())
    return next((measure for pattern, measure in _MEASURES if pattern.search(label)), "customers")


def totals(landed: Landed) -> None:
    """Counts by issue or region, summed by company and period where the file has no total of its own.

    Only where every part is an exact count: a rate, a range or a missing part is never summed.
    """
    parts: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    whole: set[tuple[Any, ...]] = set()
    for row in landed.rows.get("complaints", ()):
        key = tuple(row.get(k) for k in ("company", "channel", "definition", "period_start", "period_end"))
        if row.get("issue") or row.get("region"):
            parts.setdefault(key, []).append(row)
        else:
            whole.add(key)
    for key, rows in parts.items():
        exact = all(row.get("count") is not None and row.get("rate") is None for row in rows)
        if key in whole or not exact:
            continue
        dropped = ("id", "issue", "region", "note", "upheld", "timely")
        total = {name: value for name, value in rows[0].items() if name not in dropped}
        line = int(rows[0]["id"].split(".")[2])
        landed.add("complaints", line, {**total, "count": sum(row["count"] for row in rows), "origin": "sum"})
