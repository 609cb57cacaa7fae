"""What a chart over time says: its scope, its figures as their sources state them, its picture in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from barometer.figures.cited import capital, semicolons, source_list
from barometer.figures.look import Look, Meta, decimals
from barometer.figures.multiples import Shown
from barometer.figures.reading import ends
from barometer.figures.series import Measure, Point, Series, breaks, joined_runs
from barometer.messages import percent
from barometer.model import Estimate, Kind, Message, Qualifier

_SIGNS = {
    Qualifier.AT_LEAST: "≥\N{NO-BREAK SPACE}",
    Qualifier.AT_MOST: "≤\N{NO-BREAK SPACE}",
    Qualifier.APPROX: "≈\N{NO-BREAK SPACE}",
    Qualifier.ESTIMATE: "≈\N{NO-BREAK SPACE}",
}

_EXACT = frozenset({Qualifier.EXACT, Qualifier.ROUNDED})


def titled(series: Sequence[Series], names: Sequence[str]) -> Message:
    """Whose figures they are, and of what: nothing is named that no panel draws."""
    measures = {one.measure for one in series if not one.sector}
    only = f"_{measures.pop().value}" if len(measures) == 1 else ""
    return Message(f"figures.title.over_time{only}", {"names": names})


def finding(series: Sequence[Series], headings: Mapping[Shown, Message], look: Look) -> str:
    """The first and the last figure of one company's one measure; '' where they make no headline.

    That is where several companies or measures are drawn, which may be of different times; and where the
    figures are not one unbroken series of exact ones: a first and a last figure would skip what lies between.
    """
    own = [one for one in series if not one.sector]
    if len(own) != 1 or own[0].measure is Measure.RATIO or own[0].kind not in headings:
        return ""
    one = own[0]
    if len(one.points) < 2 or len(joined_runs(one)) > 1 or not all(map(_plain, one.points)):
        return ""
    return f"{one.name.rstrip('.')}. {_from_to(one, headings[one.kind], look)}"


def _plain(point: Point) -> bool:
    """Whether a figure is neither a limit nor rough, and its period no longer filling."""
    return point.qualifier in _EXACT and not point.filling


def _from_to(one: Series, heading: Message, look: Look) -> str:
    first, *_, last = one.ordered()
    ends_ = {"first": figure_of(one, first, look), "last": figure_of(one, last, look)}
    days = {"p": first.period, "q": last.period}
    return look.phrase("figures.title.from_to", what=look.say(heading), **ends_, **days)


def subtitle(series: Sequence[Series], companies: int, behind: Message | None, look: Look) -> str:
    """The years, on which scale, and what stands behind; the panels' headings say the rest."""
    periods = [point.period for one in series for point in one.points]
    first, last = min(p.start.year for p in periods), max(p.end.year for p in periods)
    when = look.phrase(
        f"figures.subtitle.{'span' if first < last else 'one'}", first=str(first), last=str(last)
    )
    own = [one for one in series if not one.sector]
    alone = "one_panel" if len(own) == 1 else "panels" if len({one.measure for one in own}) == 1 else "years"
    id_ = alone if companies == 1 else "rows"
    said = capital(look.phrase(f"figures.subtitle.{id_}", when=when))
    return f"{said} {look.say(behind)}" if behind else said


def key(series: Sequence[Series], lined: bool, look: Look) -> Iterator[str]:
    """What a line joins; what a dashed upright and the hatching are, where there are any.

    lined: whether a panel of ratios has the line at the expected number
    """
    joined = any(len(run) > 1 for one in series for run in joined_runs(one))
    yield look.phrase(f"figures.note.breaks{'' if joined else '_none'}")
    if any(one.measure is Measure.RATIO and not one.sector for one in series):
        yield look.phrase(f"figures.note.ratio_{'line' if lined else 'bars'}")
    if any(breaks(one) for one in series if not one.sector):
        yield look.phrase("figures.note.broken")
    if any(point.filling for one in series for point in one.points):
        yield f"/// {look.phrase('figures.key.filling')}"


def caveat(series: Sequence[Series], look: Look) -> str:
    """What the picture does not show."""
    ratios = any(one.measure is Measure.RATIO and not one.sector for one in series)
    return look.phrase(f"figures.note.{'shows_no_cause' if ratios else 'shows_neither'}")


def figure_of(series: Series, point: Point, look: Look) -> str:
    """A point's figure; one that its source gives as a limit or roughly is not said as exact."""
    sign = _SIGNS.get(point.qualifier, "")
    return sign + _figure(series, point, look)


def _figure(series: Series, point: Point, look: Look) -> str:
    one, share = point.estimate, series.unit == "percent"
    if series.measure is Measure.RATIO:
        return look.times(one.value) if one.value is not None else look.ends(one)
    places = _places(one, 100 if share else 1)
    if not share:
        return look.estimate(one, places)
    if one.value is not None:
        return percent(one.value, look.lang, places)
    low, high = ends(one)
    return look.span(percent(low or 0.0, look.lang, places), percent(high or 0.0, look.lang, places))


def _places(one: Estimate, factor: int) -> int | None:
    """Decimals as its source prints them: 1.0 is not 1."""
    if one.kind is not Kind.ROUNDING or one.low is None or one.high is None:
        return None
    return decimals((one.high - one.low) * factor)


def hover(series: Series, point: Point, look: Look) -> str:
    """A point as read when pointed at."""
    value = figure_of(series, point, look)
    return look.phrase("figures.hover.period", name=series.name, period=point.period, value=value)


def sources(series: Sequence[Series], meta: Meta, look: Look) -> tuple[str, ...]:
    """Where the figures were read."""
    ids = [source for one in series for source in one.sources]
    said = semicolons(source_list(ids, meta, look), look).rstrip(".")
    return (look.phrase("figures.source.other", sources=said),) if ids else ()


def _told(one: Series, before: Point | None, point: Point, look: Look) -> str:
    """A point in words; a change of question or definition since the one before is said."""
    said = f"{look.phrase('figures.period', p=point.period)} {figure_of(one, point, look)}"
    changed = before is not None and before.group != point.group
    return look.phrase("figures.alt.changed", said=said) if changed else said


def alternative(
    series: Sequence[Series], headings: dict[Shown, Message], title: tuple[str, ...], look: Look
) -> str:  # fmt: skip
    """Each series in words: what it measures, then each period with its figure."""
    said = []
    named = {one.name for one in series if not one.sector}
    for one in series:
        heading = headings.get(one.kind)
        if heading is None or (one.sector and one.name in named):
            continue
        points = one.ordered()
        earlier = (None, *points[:-1])[: len(points)]
        figures = ", ".join(_told(one, *pair, look) for pair in zip(earlier, points, strict=True))
        said.append(look.phrase("figures.alt.row", name=f"{one.name}, {look.say(heading)}", figures=figures))
    return f"{' '.join(title)}. {semicolons(said, look)}."
