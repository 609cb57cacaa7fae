"""What is said where a number is not given: what we have, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from barometer.measures.settled import Ends, Figures
from barometer.measures.stated import FLOORS, bound_of, counted_as
from barometer.model import Code, Message, Mode, Period, Refusal


def refusal(code: Code, figures: Figures, basis: Mode, **facts: Any) -> Refusal:
    """The refusal of ``code`` for one company; ``facts`` are the numbers that its sentences name."""
    params: Mapping[str, Any] = {"parts": have(figures), **facts}
    params = {**params, "seen": _seen(figures)} if code in _DATED else params
    by_rates = code is Code.MISSING_COMPLAINTS and basis is Mode.RATES and figures.count is not None
    return Refusal(
        code,
        have=Message(f"refusal.{code.value}.have{_how(code, figures)}", params),
        need=Message(f"refusal.{code.value}.need{'_rate' if by_rates else ''}", params),
        action=Message(f"refusal.{code.value}.action", params),
        why="_bound" if _one_end(code, figures) else "",
    )


#: Refusals beside which complaints may stand that are of other days than the figure: they say of which.
_DATED = frozenset({Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF})


def _one_end(code: Code, figures: Figures) -> bool:
    """Whether a figure is published after all, but one end of it only, which is why it can't be used."""
    if code is Code.MISSING_CLAIM:
        return bool(figures.observation.claims)
    return code is Code.CLAIM_99 and bool(_bound(figures))


def _how(code: Code, figures: Figures) -> str:
    """The variant of what we have: with the days of the complaints, without, a figure without a period."""
    if code is not Code.WINDOW_UNDER_HALF:
        return "_dated" if code in _DATED and _seen(figures) else ""
    if figures.observation.coverage is None:
        return "_unknown"
    return "" if _seen(figures) else "_undated"


def _seen(figures: Figures) -> Period | None:
    """From the first to the last day of the complaints that are known."""
    known = [one.period for one in figures.observation.complaints if one.period is not None]
    return Period(min(p.start for p in known), max(p.end for p in known)) if known else None


def have(figures: Figures) -> tuple[Message, ...]:
    """The figures of a company that are at hand, each a Message; one that says so where none is."""
    seen = figures.observation
    measure = seen.exposure.unit if seen.exposure and seen.exposure.unit else "exposure"
    per = next((one.per for one in seen.complaints if one.rate is not None and one.per), measure)
    noun = counted_as(seen.complaints[0].channel) if seen.complaints else ""
    score = "score" if per.endswith("_weighted") else f"rate{noun}"
    parts = (
        _claim(figures),
        _part(f"count{noun}", figures.count),
        _part(score, figures.rate, per=figures.per_n, what=per),
        _part("exposure", figures.exposure, measure=measure),
    )
    return tuple(part for part in parts if part is not None) or (Message("have.nothing"),)


def _bound(figures: Figures) -> str:
    """more_than, at_least… where the claim's sources all give one end of it only."""
    if figures.claim is not None and not figures.claim.unsettled:
        return ""
    return bound_of([claim.quantity for claim in figures.observation.claims])


def _claim(figures: Figures) -> Message | None:
    """The published figure in its own unit; of one that gives an end only, that end."""
    bound = _bound(figures)
    if figures.claim is None:
        known = next((one.quantity.value for one in figures.observation.claims), None)
        if not bound or known is None:
            return None
        said = _in_its_unit(figures, known)
        return Message("have.claim_bound", {"c": Message(f"value.{bound}", {"c": said})})
    low, high = (_in_its_unit(figures, end) for end in (figures.claim.low, figures.claim.high))
    if bound:
        said = Message(f"value.{bound}", {"c": low if bound in FLOORS else high})
        return Message("have.claim_bound", {"c": said})
    return Message("have.claim", {"c": _spanned(low, high) if figures.claim.unsettled else low})


def _spanned(low: Message, high: Message) -> Message:
    return Message("value.range", {"low": low, "high": high})


def _in_its_unit(figures: Figures, value: float) -> Message:
    seen = figures.observation
    unit = seen.claim.unit if seen.claim else next((one.quantity.unit for one in seen.claims), "")
    top = next((claim.scale for claim in seen.claims), "").rpartition("-")[2]
    if unit in _ON_A_SCALE and top.replace(".", "").isdigit():
        return Message("value.mark", {"c": value, "top": top})
    return Message(f"value.{_UNITS.get(unit, 'plain')}", {"c": value})


_ON_A_SCALE = frozenset({"mark", "score", "stars"})
_UNITS: Mapping[str, str] = {"percent": "share", "points": "points", "index": "index"}


def _part(kind: str, ends: Ends | None, **params: Any) -> Message | None:
    if ends is None:
        return None
    if ends.unsettled:
        return Message(f"have.{kind}_range", {"low": ends.low, "high": ends.high, **params})
    return Message(f"have.{kind}", {"x": ends.low, **params})
