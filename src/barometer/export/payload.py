"""An Answer as plain data: the one form behind JSON, tables, notebooks and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from barometer.answer import Answer, LeftOut
from barometer.answer.assumed import assumption
from barometer.answer.checked import answer_standings, mark, remaining
from barometer.answer.replied import Beside, beside
from barometer.export import regional
from barometer.model import (
    Claim,
    Comparison,
    Complaints,
    Estimate,
    Exposure,
    Kept,
    Message,
    Period,
    Quantity,
    Rank,
    Refusal,
    Report,
    Row,
    Source,
    Stratum,
    noted,
)
from barometer.view import encode

Say = Callable[[Message], str]

_NOTHING = Kept()


def payload(answer: Answer, say: Say, kept: Kept = _NOTHING) -> dict[str, Any]:
    """The answer as JSON-ready data; sentences in the language of ``say``.

    Shares are in percent as published; rates, expected_rate per ``per``; expected is a count where
    exposure is known, else the expected rate. What is refused is null, with its refusal beside it.
    kept: what the workspace of whoever asks recorded beside the figures.
    """
    rows = answer.gap.rows if answer.gap else ()
    order = {row.observation.company: place for place, row in enumerate(answer.plotted)}
    return {
        "view": encode(answer.view),
        "sentence": say(answer.sentence) if answer.sentence else None,
        "notices": [say(notice) for notice in (*answer.notices, *((answer.empty,) if answer.empty else ()))],
        "stratum": stratum(answer.stratum) if answer.stratum else None,
        "status": answer.gap.status.value if answer.gap else None,
        "mode": answer.gap.mode.value if answer.gap else None,
        "codes": [code.value for code in answer.gap.codes] if answer.gap else [],
        "chart": {"measure": answer.measure, "sort": answer.order.chosen} if answer.gap else None,
        "rows": [
            row(one, say, answer)
            for one in sorted(rows, key=lambda r: order.get(r.observation.company, len(order)))
            if one.observation.company in order
        ],
        "same_score": [
            {"sentence": say(sentence), "claim": quantity(tie.claim), "companies": list(tie.companies)}
            for sentence, tie in zip(
                answer.same_score, answer.drawn.same_score if answer.drawn else (), strict=True
            )
        ],
        "left_out": [left_out(one, say) for one in answer.left_out],
        "alternatives": [comparison(one) for one in answer.alternatives],
        "sources": {id_: source(one, say) for id_, one in answer.sources.items()},
        "data": {"id": answer.data_id, "checked_on": answer.checked_on},
        "check": check(answer, say, kept),
        "answers": [reply(one, say) for one in beside(answer, kept.replies)],
        **({"regional": regional.told(answer.regional, say)} if answer.regional else {}),
        **({"what_if": _assumed(answer, say)} if answer.what_if else {}),
    }


def _assumed(answer: Answer, say: Say) -> dict[str, Any]:
    """What the view's factor assumes, labelled so: never a finding, and no column of the rows."""
    companies = [
        {"company": company, "share": estimate(one.share)}
        | {"refused": refusal(one.share, say) if isinstance(one.share, Refusal) else None}
        for company, one in answer.what_if.items()
    ]
    told = assumption(answer)
    return {"factor": answer.view.factor, "sentence": say(told) if told else None, "companies": companies}


def check(answer: Answer, say: Say, kept: Kept) -> dict[str, Any]:
    """How far the sources of the chart were read at the original, and who did."""
    found = answer_standings(answer, kept.checks)
    return {
        "sources": len(found),
        "not_checked": list(remaining(found)),
        "sentence": " ".join(say(one) for one in mark(found)) or None,
        "checks": [
            {"source": one.source, "by": held.by, "on": held.on.isoformat()}
            | {"address": held.address or None, "note": held.note or None, "holds": one.done}
            for one in found
            for held in one.checks
        ],
    }


def reply(one: Beside, say: Say) -> dict[str, Any]:
    """What a company answered, in its own words, or that it had not by the deadline."""
    told = one.reply
    days = {"asked_on": told.sent, "deadline": told.deadline, "answered_on": told.on}
    texts = {name: getattr(told, name) or None for name in ("speaker", "role", "text", "link")}
    return {
        "company": told.company,
        "name": one.name,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        **texts,
        "sentence": say(one.said),
        "figures_changed": one.changed,
    }


def row(one: Row, say: Say, answer: Answer) -> dict[str, Any]:
    """One company of an answer."""
    seen = one.observation
    ratio = one.ratio if isinstance(one.ratio, Estimate) else None
    first = one.refused[0] if one.refused else one.ratio if isinstance(one.ratio, Refusal) else None
    said = answer.sentences.get(seen.company)
    records: tuple[Claim | Complaints | Exposure, ...] = (*seen.claims, *seen.complaints, *seen.exposures)
    return {
        "company": seen.company,
        "name": seen.name,
        "claim": _claim(one, answer),
        "complaints": seen.y.value if seen.y else None,
        "complaints_published": quantity(seen.y),
        "exposure": seen.exposure.value if seen.exposure else None,
        "exposure_published": quantity(seen.exposure),
        "rate": one.rate.value if one.rate else None,
        "rate_low": one.rate.low if one.rate else None,
        "rate_high": one.rate.high if one.rate else None,
        "rate_interval": one.rate.kind.value if one.rate else None,
        "per": seen.per_n,
        "complaints_period": _span(seen.together),
        "expected": _value(one.expected) if one.expected else _value(one.expected_rate),
        "expected_rate": _value(one.expected_rate),
        "ratio": ratio.value if ratio else None,
        "low": ratio.low if ratio else None,
        "high": ratio.high if ratio else None,
        "interval": ratio.kind.value if ratio else None,
        "shrunk": estimate(one.shrunk),
        "other_explanation": one.other,
        "rank_claim": rank(one.rank_claim),
        "rank_observed": rank(one.rank_observed),
        "rank_gap": rank(one.rank_gap),
        "break_even": one.break_even.value if isinstance(one.break_even, Estimate) else None,
        "break_even_estimate": estimate(one.break_even),
        "flag": one.flag or None,
        "p_adjusted": one.p_adjusted,
        "peer_band": estimate(one.peer_band),
        "coverage": seen.coverage,
        "refused": refusal(first, say) if first else None,
        "refusals": [refusal(r, say) for r in one.refused],
        "sentences": [say(m) for m in (said.company, said.sure, said.caveat) if m] if said else [],
        "caveat": say(said.caveat) if said and said.caveat else None,
        "sources": list(dict.fromkeys(record.source for record in records)),
        "notes": list(dict.fromkeys(note(record, say) for record in records if record.note)),
    }


def _claim(one: Row, answer: Answer) -> dict[str, Any] | None:
    seen = one.observation
    if seen.claim is None:
        return None
    told = quantity(seen.claim, 100.0 if seen.claim.unit == "percent" else 1.0) or {}
    worded = dict.fromkeys(one.quantity.wording for one in seen.claims if one.quantity.wording)
    told["wording"] = " | ".join(worded) or told.get("wording")
    return told | {
        "metric": answer.stratum.metric if answer.stratum else None,
        "asserted_by": answer.stratum.asserted_by.value if answer.stratum else None,
        "asked_by": " | ".join(dict.fromkeys(one.asked_by for one in seen.claims if one.asked_by)) or None,
        "paid_by": " | ".join(dict.fromkeys(one.paid_by for one in seen.claims if one.paid_by)) or None,
        "n": seen.n,
        "source": seen.claims[0].source if seen.claims else None,
        "period": _span([one.period for one in seen.claims if one.period is not None]),
        "period_basis": next((one.period.basis.value for one in seen.claims if one.period), None),
    }


def _span(periods: Sequence[Period]) -> list[str] | None:
    """First and last day, ISO; None where no record has a period."""
    if not periods:
        return None
    return [min(one.start for one in periods).isoformat(), max(one.end for one in periods).isoformat()]


def quantity(one: Quantity | None, factor: float = 1.0) -> dict[str, Any] | None:
    """A published number: value, or both ends of its range; unit; last printed digit; wording."""
    if one is None:
        return None
    ends = {
        name: round(end * factor, 9) if end is not None else None
        for name, end in (("value", one.value), ("low", one.low), ("high", one.high))
    }
    told: dict[str, Any] = {"unit": one.unit, "rounding": round(one.rounding * factor, 9)}
    return {**ends, **told, "qualifier": one.qualifier.value, "wording": one.wording or None}


def estimate(one: Estimate | Refusal | None) -> dict[str, Any] | None:
    """Value, interval and what the interval is made of; null where refused."""
    if not isinstance(one, Estimate):
        return None
    return {"value": one.value, "low": one.low, "high": one.high, "interval": one.kind.value}


def rank(one: Rank | Refusal) -> list[float] | None:
    """[low, point, high], or null where refused."""
    return [one.low, one.point, one.high] if isinstance(one, Rank) else None


def refusal(one: Refusal, say: Say) -> dict[str, str]:
    """Why a number is not given: code, reason, have, need, action."""
    return {
        "code": one.code.value,
        "reason": say(one.reason),
        "have": say(one.have),
        "need": say(one.need),
        "action": say(one.action),
    }


def left_out(one: LeftOut, say: Say) -> dict[str, Any]:
    """A company that is not compared, and why."""
    return {
        "company": one.company,
        "name": one.name,
        "reason": say(one.reason),
        "refused": refusal(one.refusal, say) if one.refusal else None,
    }


def stratum(one: Stratum) -> dict[str, Any]:
    """What is compared with what, by ids."""
    names = (
        "sector", "country", "channel", "definition", "window", "per", "per_n", "metric", "threshold",
        "scale", "instrument", "wave", "subject", "peer_group",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names} | {
        "asserted_by": one.asserted_by.value,
        "period": [one.period.start.isoformat(), one.period.end.isoformat()],
    }


def comparison(one: Comparison) -> dict[str, Any]:
    """An entry of the list of comparisons."""
    return stratum(one.stratum) | {
        "companies": one.companies,
        "status": one.status.value,
        "codes": [code.value for code in one.codes],
    }


def source(one: Source, say: Say) -> Mapping[str, str]:
    """A source card."""
    names = ("publisher", "title", "url", "relay", "published", "checked_on", "retrieved", "licence")
    told = {name: str(getattr(one, name)) for name in names}
    return told | {"note": note(one, say), "read_at": one.read_at.value}


def note(one: Claim | Complaints | Exposure | Report | Source, say: Say) -> str:
    """The note of a record in the language of ``say``; '' where it has none."""
    return say(Message("value.label", {"label": noted(one)})) if one.note else ""


def _value(one: Estimate | None) -> float | None:
    return one.value if one else None


def flat(told: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``payload`` as one line of a table: claim.value -> claim_value, lists joined."""
    line: dict[str, Any] = {}
    for name, value in told.items():
        if name in ("refusals", "sentences"):
            continue
        if name in _NESTED:
            inner = value or {}
            line |= {f"{name}_{part}": inner.get(part) for part in _NESTED[name]}
        elif isinstance(value, list):
            line[name] = " ".join(f"{v:g}" if isinstance(v, float | int) else str(v) for v in value)
        else:
            line[name] = value
    return line


_QUANTITY = ("value", "low", "high", "unit", "rounding", "qualifier", "wording")
_ESTIMATE = ("value", "low", "high", "interval")
_NESTED = {
    "claim": (*_QUANTITY, "metric", "asserted_by", "asked_by", "paid_by", "n", "source"),
    "complaints_published": _QUANTITY,
    "exposure_published": _QUANTITY,
    "shrunk": _ESTIMATE,
    "break_even_estimate": _ESTIMATE,
    "peer_band": _ESTIMATE,
    "refused": ("code", "reason", "need"),
}
