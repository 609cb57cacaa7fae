"""A comparison through all its periods: its companies' series, and the sector's behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from barometer.answer import Answer, Timeline
from barometer.answer.checked import Record, plotted
from barometer.desk.answering import Desk
from barometer.desk.drawing import lengths
from barometer.figures.reading import headlined
from barometer.figures.series import Measure, Point, Series, claim_series, complaint_series
from barometer.measures.stated import counted_as
from barometer.model import Claim, Complaints, Estimate, Exposure, Label, Message, Stratum, called
from barometer.view import View

Headings = dict[tuple[Measure, str], Message]
Say = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Trend:
    """What is known of a comparison's question and channel, period by period.

    own       the series of the companies that are shown, or of the one in focus
    behind    the sector's own series, drawn thin; where none is published, the other companies'
    grey      what those are; None where there are none
    headings  what each measure is called, with its unit
    title     the scope, with the company's name where it stands alone
    records   the figures that it all rests on
    """

    stratum: Stratum
    own: Sequence[Series]
    behind: Sequence[Series]
    grey: Message | None
    headings: Headings
    title: Message
    records: Sequence[Record]


def trend(desk: Desk, answer: Answer, view: View, say: Say) -> Trend | None:
    """An answer's chart over time, in the language of ``say``; None where no dated figure stands behind it.

    The view's ``grain``, ``focus`` and ``facet`` choose the length of a period and the companies.
    """
    if answer.stratum is None:
        return None
    stratum = lengths(answer.stratum, desk.comparisons()).get(view.grain, answer.stratum)
    timeline = _of_one_meaning(desk.timeline(stratum), stratum)
    every = companies_of(answer)
    alone = focused(view, every)
    companies = {alone: every[alone]} if alone else every
    own = _series(desk, timeline, companies)
    if not own:
        return None
    behind, who = _behind(desk, timeline, own, answer, say)
    return Trend(
        stratum=stratum,
        own=own,
        behind=behind,
        grey=Message("over_time.grey", {"who": who}) if behind else None,
        headings=_headings(desk, stratum, own, _defined(timeline, companies)),
        title=_title(stratum, list(companies.values()), own),
        records=_drawn(timeline, answer, (*own, *behind)),
    )


def companies_of(answer: Answer) -> dict[str, str]:
    """The companies that an answer shows, else all that it compares: id -> name."""
    names = {row.observation.company: row.observation.name for row in answer.shown}
    if not names and answer.gap is not None:
        names = {row.observation.company: row.observation.name for row in answer.gap.rows}
    return names


def focused(view: View, companies: Mapping[str, str]) -> str | None:
    """The company that a view shows alone, if it is one of these."""
    return view.focus if view.focus in companies and view.facet != "none" else None


def _series(desk: Desk, timeline: Timeline, companies: Mapping[str, str]) -> list[Series]:
    """Published figures, complaints and ratios of each company, by period."""
    found: list[Series] = []
    for company, name in companies.items():
        found += claim_series(company, name, (c for c in timeline.claims if c.company == company))
        mine = (record for record in timeline.complaints if record.company == company)
        found += complaint_series(company, name, mine, desk.created)
        points = tuple(_ratios(company, timeline))
        found += [Series(company, name, Measure.RATIO, "times", points)] if points else []
    return found


def _of_one_meaning(timeline: Timeline, stratum: Stratum) -> Timeline:
    """Other definitions stay, as breaks, unless two of them count the same days of one company."""
    if not _count_days_twice(timeline.complaints):
        return timeline
    kept = (one for one in timeline.complaints if one.definition == stratum.definition)
    return replace(timeline, complaints=tuple(kept))


def _count_days_twice(records: Sequence[Complaints]) -> bool:
    """Whether a day of a company is counted by two definitions. One pass: an upload may hold many months."""
    dated = [(one.period, one) for one in records if one.period is not None]
    last: dict[str, dict[str, date]] = {}
    for period, one in sorted(dated, key=lambda pair: pair[0].start):
        ends = last.setdefault(one.company, {})
        if any(end >= period.start for name, end in ends.items() if name != one.definition):
            return True
        ends[one.definition] = max(period.end, ends.get(one.definition, period.end))
    return False


def _ratios(company: str, timeline: Timeline) -> Iterator[Point]:
    """A company's complaints at equal satisfaction in each wave whose comparison prints one."""
    for stratum, gap in timeline.gaps:
        for row in headlined(gap).rows:
            seen = row.observation
            if seen.company == company and isinstance(row.ratio, Estimate):
                records: tuple[Claim | Complaints | Exposure, ...]
                records = (*seen.claims, *seen.complaints, *seen.exposures)
                read = tuple(dict.fromkeys(one.source for one in records))
                group = f"{stratum.definition}|{stratum.threshold}"
                yield Point(stratum.period, row.ratio, group, sources=read)


def _behind(
    desk: Desk, timeline: Timeline, own: Sequence[Series], answer: Answer, say: Say
) -> tuple[list[Series], Message]:
    """The sector's own published figures; where none is published, the other companies."""
    known, kinds = desk.companies, {one.kind for one in own}
    aggregates = {
        company: say(Message("value.label", {"label": called(known[company])}))
        for company in (*(c.company for c in timeline.claims), *(r.company for r in timeline.complaints))
        if known[company].kind == "aggregate"
    }
    found = [one for one in _series(desk, timeline, aggregates) if one.kind in kinds]
    if found:
        names = list(dict.fromkeys(one.name for one in found))
        return [replace(one, sector=True) for one in found], Message("over_time.published", {"names": names})
    rows = answer.gap.rows if answer.gap else ()
    drawn = {one.company for one in own}
    alone = drawn if len(drawn) == 1 else set()
    everybody = {
        row.observation.company: row.observation.name for row in rows if row.observation.company not in alone
    }
    found = [one for one in _series(desk, timeline, everybody) if one.kind in kinds]
    return [replace(one, sector=True) for one in found], Message("over_time.others")


def _drawn(timeline: Timeline, answer: Answer, series: Sequence[Series]) -> tuple[Record, ...]:
    """The figures that the chart rests on: those of its companies and of the sources of its points."""
    every: tuple[Record, ...] = (*timeline.claims, *timeline.complaints, *plotted(answer))
    cited = {(one.company, id_) for one in series for id_ in one.sources}
    return tuple(record for record in every if (record.company, record.source) in cited)


def _defined(timeline: Timeline, companies: Mapping[str, str]) -> str:
    """The definition by which all complaints of these companies are counted; '' for none, or several."""
    found = {record.definition for record in timeline.complaints if record.company in companies}
    return found.pop() if len(found) == 1 else ""


def _headings(desk: Desk, stratum: Stratum, own: Sequence[Series], definition: str) -> Headings:
    """What each panel is called; the asserter is the publisher of the first wave."""
    return {
        (measure, unit): _heading(desk, stratum, measure, unit, definition)
        for measure in Measure
        for unit in dict.fromkeys(one.unit for one in own if one.measure is measure)
    }


def _heading(desk: Desk, stratum: Stratum, measure: Measure, unit: str, definition: str) -> Message:
    if measure is Measure.RATIO:
        return Message("over_time.ratio")
    if measure is Measure.CLAIM:
        return Message("over_time.claim", {"metric": _label(desk.metrics, stratum.metric)})
    channel: Label | Message = _label(desk.channels, stratum.channel)
    if definition:
        channel = Message("over_time.defined", {"channel": channel, "definition": definition})
    said = {"channel": channel, "window": stratum.window or "flow"}
    noun = counted_as(stratum.channel)
    if unit == "count":
        return Message(f"over_time.count{noun}", said)
    per = {"n": stratum.per_n or 100_000, "per": stratum.per or "customers"}
    return Message(f"over_time.{'weighted' if stratum.weighted else f'rate{noun}'}", said | per)


def _label(labels: Mapping[str, Label], id_: str) -> Label:
    return labels.get(id_) or Label(id_.replace("_", " "), id_.replace("_", " "))


def _title(stratum: Stratum, companies: Sequence[str], own: Sequence[Series]) -> Message:
    """The scope and what is drawn of it; a company drawn alone is named too, for no row of panels then says
    whose they are.
    """
    scope = {"sector": stratum.sector, "country": stratum.country}
    measures = {one.measure for one in own}
    only = f"_{measures.pop().value}" if len(measures) == 1 else ""
    if len(companies) == 1:
        return Message(f"over_time.title_one{only}", {"name": companies[0], **scope})
    return Message(f"over_time.title{only}", scope)
