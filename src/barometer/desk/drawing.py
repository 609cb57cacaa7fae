"""How an answer is drawn: the chart and the order that a view asks for, and what can't be had of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from barometer.answer import Answer
from barometer.figures.reading import drawn
from barometer.measures.iceberg import WhatIf, what_if
from barometer.model import (
    Code,
    Comparison,
    Estimate,
    Gap,
    Message,
    Quantity,
    Rank,
    Refusal,
    Row,
    Stratum,
)
from barometer.view import View

_OF_ALL = frozenset({Code.MISSING_COMPLAINTS, Code.MISSING_EXPOSURE, Code.MIXED_METRIC})
#: what bars a measure whatever a company's figures are: it is said before what one of them lacks
_OF_THE_QUESTION = frozenset({Code.NOT_A_SHARE, Code.WEIGHTED_COMPLAINTS})
_APART = frozenset({Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF})


def as_drawn(answer: Answer) -> Answer:
    """The answer with the chart, the order and the what-if of its view.

    A chart that the method refuses for this answer is named in a notice; the usual one stands there.
    """
    if answer.drawn is None:
        return answer
    asked, notices = answer.view.measure, answer.notices
    why = barred(answer.drawn, asked) if asked else None
    if why is not None:
        notices = (*notices, Message("notice.measure_refused", {"measure": named(asked), "reason": why}))
    told = replace(answer, notices=notices, measure="ratio" if why is not None else asked or "ratio")
    if told.measure == "rate":
        told = _with_complaints(told, answer.drawn)
    told = replace(told, shown=tuple(told.order.of(told.shown)))
    if told.measure == "ratio":
        rows, _ = drawn(answer.drawn, told.order)
        told = replace(told, one_sided=tuple(row for row in rows if row not in told.shown))
    return replace(told, what_if=_assumed(told))


def _with_complaints(answer: Answer, gap: Gap) -> Answer:
    """Complaints alone are drawn of every company that has some: table and files hold the same."""
    here = {row.observation.company for row in answer.shown}
    rates = any(row.rate is not None for row in gap.rows)
    found = ((row, row.rate if rates else row.observation.y) for row in gap.rows)
    more = [row for row, known in found if known is not None and row.observation.company not in here]
    names = {row.observation.company for row in more}
    left = tuple(one for one in answer.left_out if one.company not in names)
    return replace(answer, shown=(*answer.shown, *more), left_out=left)


def named(measure: str) -> Message:
    """What a chart shows, in words."""
    return Message(f"measure.{measure}")


def measures(gap: Gap) -> tuple[str, ...]:
    """The charts that the method allows for these rows, the strongest first."""
    return tuple(measure for measure in _SHOWN if barred(gap, measure) is None)


def barred(gap: Gap, measure: str) -> Message | None:
    """Why the method gives no chart of a measure for these rows; None where it gives one."""
    if measure == "ratio" and Code.WIDE_SPREAD in gap.codes:
        return gap.why_wide
    part = _SHOWN[measure]
    if any(not isinstance(part(row), Refusal | None) for row in gap.rows):
        return None
    both = [row for row in gap.rows if row.observation.claim is not None and _complaints(row) is not None]
    found = [why for row in both or gap.rows if (why := _first(row, part(row))) is not None]
    if not found:
        return Message("refusal.missing_complaints.sector")
    ((code, _),) = Counter(why.code for why in found).most_common(1)
    why = next(why for why in found if why.code is code)
    return Message(f"refusal.{code.value}.sector", why.have.params) if code in _OF_ALL else why.reason


def _first(row: Row, part: object) -> Refusal | None:
    """What bars a company from a chart: two sides that don't belong together, else the question itself,
    else what to mend first.
    """
    own = part if isinstance(part, Refusal) else None
    apart = row.told is not None and row.told.code in _APART
    return own if own is not None and own.code in _OF_THE_QUESTION and not apart else row.told or own


def _complaints(row: Row) -> Estimate | Quantity | None:
    return row.rate if row.rate is not None else row.observation.y


def _places(row: Row) -> Rank | Refusal:
    return row.rank_observed if isinstance(row.rank_claim, Rank) else row.rank_claim


#: what each chart draws of a company, the strongest chart first
_SHOWN: Mapping[str, Callable[[Row], object]] = {
    "ratio": lambda row: row.ratio,
    "rank": _places,
    "rate": _complaints,
    "break_even": lambda row: row.break_even,
}


def lengths(stratum: Stratum, comparisons: Iterable[Comparison]) -> dict[str, Stratum]:
    """The lengths of the periods in which this question's complaints are published, each with the
    comparison of that length that has most companies, of the same definition where there is one; for
    the comparison's own length, itself. Nothing is ever added up or split.
    """
    found: dict[str, Comparison] = {}
    for one in comparisons:
        window = one.stratum.window
        if window and _line(one.stratum) == _line(stratum):
            found[window] = max(found.get(window, one), one, key=lambda each: _nearest(each, stratum))
    known = {window: one.stratum for window, one in found.items()}
    return known | {stratum.window: stratum} if stratum.window in known else known


def _nearest(one: Comparison, stratum: Stratum) -> tuple[bool, bool, int]:
    """Complaints counted per the same thing and by the same definition come first, then most companies."""
    other = one.stratum
    alike = (other.per, other.per_n) == (stratum.per, stratum.per_n)
    return alike, other.definition == stratum.definition, one.companies


def _line(one: Stratum) -> tuple[object, ...]:
    """The question, who asked it and where complaints went, whatever the length of a period."""
    asked = one.metric, one.instrument, one.subject, one.asserted_by
    return (one.sector, one.country, one.channel, one.peer_group, *asked)


def no_grain(answer: Answer, comparisons: Iterable[Comparison]) -> Message | None:
    """That a view asks over time for complaints of a length in which none are published."""
    view, stratum = answer.view, answer.stratum
    if stratum is None or view.tab != "over_time" or not view.grain:
        return None
    known = lengths(stratum, comparisons)
    if view.grain in known:
        return None
    if not known:
        return Message("notice.grain_nothing", {"grain": view.grain})
    published = [Message("ui.term", {"id": window}) for window in known]
    return Message("notice.grain", {"grain": view.grain, "known": published})


def no_map_now(view: View) -> Message | None:
    """That a view asks for a map of regions where one period is shown, without maps."""
    if not view.area or view.tab == "over_time":
        return None
    return Message("view.over_time_only", {"name": "area", "value": view.area})


def _assumed(answer: Answer) -> Mapping[str, WhatIf]:
    """M4's what-if for each company whose customers to one complaint are drawn; labelled, never a finding."""
    factor = answer.view.factor
    if not factor or answer.measure != "break_even":
        return {}
    rows = (row for row in answer.shown if isinstance(row.break_even, Estimate))
    return {row.observation.company: what_if(row, factor) for row in rows}
