"""What is said where a number is not given: what we have, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from barometer.measures.settled import Ends, Figures
from barometer.model import Code, Message, Mode, Refusal


def refusal(code: Code, figures: Figures, basis: Mode, **facts: Any) -> Refusal:
    """The refusal of ``code`` for one company; ``facts`` are the numbers that its sentences name."""
    params: Mapping[str, Any] = {"parts": have(figures), **facts}
    unknown = code is Code.WINDOW_UNDER_HALF and figures.observation.coverage is None
    by_rates = code is Code.MISSING_COMPLAINTS and basis is Mode.RATES and figures.count is not None
    return Refusal(
        code,
        have=Message(f"refusal.{code.value}.have{'_unknown' if unknown else ''}", params),
        need=Message(f"refusal.{code.value}.need{'_rate' if by_rates else ''}", params),
        action=Message(f"refusal.{code.value}.action", params),
    )


def have(figures: Figures) -> tuple[Message, ...]:
    """The figures of a company that are at hand, each a Message; one that says so where none is."""
    seen = figures.observation
    share = seen.claim is not None and seen.claim.unit == "percent"
    measure = seen.exposure.unit if seen.exposure and seen.exposure.unit else "exposure"
    parts = (
        _part("claim_share" if share else "claim", figures.claim),
        _part("count", figures.count),
        _part("rate", figures.rate, per=figures.per_n),
        _part("exposure", figures.exposure, measure=measure),
    )
    return tuple(part for part in parts if part is not None) or (Message("have.nothing"),)


def _part(kind: str, ends: Ends | None, **params: Any) -> Message | None:
    if ends is None:
        return None
    if ends.unsettled:
        return Message(f"have.{kind}_range", {"low": ends.low, "high": ends.high, **params})
    return Message(f"have.{kind}", {"x": ends.low, **params})
