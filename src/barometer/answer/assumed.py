"""What a reader assumes of an answer, in a sentence that says so (M4's what-if, F15)."""

from __future__ import annotations

from math import floor, log10

from barometer.answer.parts import Answer
from barometer.model import Estimate, Message


def assumption(answer: Answer) -> Message | None:
    """What the view's factor would make of each company's customers; None where nothing is assumed.

    A share above all of them is refused, and who it is refused for is named.
    """
    if not answer.what_if or answer.stratum is None:
        return None
    found = {answer.names.get(id_, id_): one.share for id_, one in answer.what_if.items()}
    shares = [_share(name, one) for name, one in found.items() if isinstance(one, Estimate)]
    over = [name for name, one in found.items() if not isinstance(one, Estimate)]
    kind = "shares" if shares and not over else "shares_over" if shares else "none"
    params = {"n": answer.view.factor, "per": _per(answer), "names": over, "shares": shares}
    return Message(f"sentence.what_if.{kind}", params)


def _per(answer: Answer) -> str:
    """Who could have complained, as an id: customers, journeys, enplanements."""
    seen = (row.observation.exposure for row in answer.shown)
    counted = next((one.unit for one in seen if one is not None and one.unit), "")
    return (answer.stratum.per if answer.stratum else "") or counted or "customers"


def _share(name: str, one: Estimate) -> Message:
    """'Sky 0.1% (0.09-0.11%)': three digits that count: no share above nothing may read as nothing."""
    value, low, high = (_percent(end) for end in (one.value, one.low, one.high))
    params = {"name": name, "x": value, "low": low, "high": high}
    if value is None:
        return Message("sentence.what_if.range", params)
    return Message(f"sentence.what_if.{'share' if low is None or high is None else 'interval'}", params)


def _percent(share: float | None) -> float | None:
    if share is None or share <= 0:
        return share
    return round(share * 100, 2 - floor(log10(share * 100)))
