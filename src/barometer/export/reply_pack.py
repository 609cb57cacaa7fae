"""The right-of-reply pack: one zip with all that a company needs to check what is said of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from barometer.answer import Answer
from barometer.engine import written
from barometer.export.citation import citation
from barometer.export.letter import as_html, as_text, letter, row_of
from barometer.export.payload import note, quantity
from barometer.export.table import Cell, columns, csv_text, rows, sources
from barometer.export.voice import Voice
from barometer.model import Claim, Complaints, Exposure, Quantity, Report

_DAY = (1980, 1, 1, 0, 0, 0)
_RECORD = (
    "what", "id", "metric", "value", "low", "high", "unit", "rounding", "qualifier", "wording",
    "n", "asked_by", "paid_by", "period_start", "period_end", "period_basis", "population", "source", "note",
)  # fmt: skip


def reply_pack(
    answer: Answer,
    company: str,
    voice: Voice,
    *,
    sent: date,
    deadline: date,
    charts: Mapping[str, bytes],
    method: str,
    headline: str = "",
) -> bytes:
    """The zip for one company of an answer.

    charts  pictures of the chart by file name, as the caller drew them
    method  the method's note, as text in the language of ``voice``
    headline  the title that stands above the chart
    NotInAnswer for a company that the comparison does not hold; ValueError for a deadline before ``sent``.
    """
    written = letter(answer, company, voice, sent, deadline, headline)
    files: dict[str, bytes] = {
        "1-letter.html": as_html(written).encode(),
        "1-letter.txt": as_text(written).encode(),
        "3-figures.csv": csv_text(records(answer, company, voice), _RECORD).encode("utf-8-sig"),
        "4-comparison.csv": csv_text(rows(answer, voice), columns()).encode("utf-8-sig"),
        "5-query.sql": queries(answer).encode(),
        "6-method.txt": f"{voice.phrase('export.method')}\n\n{method}\n".encode(),
        "7-sources.csv": csv_text(sources(answer, voice)).encode("utf-8-sig"),
        "8-citation.txt": (citation(answer, voice, sent, focus=company) + "\n").encode(),
    }
    said = ["\n\n".join(voice.reply(one)) for one in voice.answered(answer, company)]
    files |= {"9-answer.txt": ("\n\n".join(said) + "\n").encode()} if said else {}
    files |= {f"2-{name}": picture for name, picture in charts.items()}
    return _zipped(files)


def queries(answer: Answer) -> str:
    """The SQL that ran, each with its values in their places."""
    return "\n\n".join(f"-- {query.name}\n{written(query)}\n" for query in answer.queries)


def records(answer: Answer, company: str, voice: Voice) -> list[dict[str, Cell]]:
    """Every published figure on one company that the comparison rests on, as read."""
    seen = row_of(answer, company).observation
    record = partial(_record, answer=answer, voice=voice)
    found = [record("claim", claim, claim.metric, claim.quantity) for claim in seen.claims]
    for one in seen.complaints:
        if one.count is not None:
            found.append(record("complaints", one, one.channel, one.count))
        if one.rate is not None:
            kind = "weighted" if answer.stratum is not None and answer.stratum.weighted else "rate"
            told = one.rate if kind == "rate" else replace(one.rate, unit="weighted score")
            found.append(record(kind, one, f"{one.per} / {one.per_n or ''}", told))
    found += [record("exposure", one, one.measure, one.quantity) for one in seen.exposures]
    for report in answer.reports:
        if report.company == company and report.count is not None:
            told = Quantity(float(report.count), unit="reports")
            found.append(record("reports", report, f"{report.venue}: {report.label}", told))
    return found


def _record(
    what: str,
    one: Claim | Complaints | Exposure | Report,
    metric: str,
    figure: Quantity,
    *,
    answer: Answer,
    voice: Voice,
) -> dict[str, Cell]:
    period, source = one.period, answer.sources.get(one.source)
    return {
        "what": voice.phrase(f"export.record.{what}"),
        "id": one.id,
        "metric": metric,
        **(quantity(figure) or {}),
        **{name: getattr(one, name, None) or None for name in ("n", "asked_by", "paid_by")},
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "period_basis": period.basis.value if period else None,
        "population": getattr(one, "population", "") or None,
        "source": voice.source(source) if source else None,
        "note": note(one, voice.say) or None,
    }


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip with the same bytes whenever it is made of the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in sorted(files.items()):
            pack.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
