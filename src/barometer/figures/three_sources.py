"""Several sources on the same companies, side by side, each with what it can't say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from barometer.figures.arrange import Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import capital, footer, semicolons, source_list
from barometer.figures.footnotes import surveyed
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.paired_dots import claims_heading
from barometer.figures.panels import Panel
from barometer.figures.reading import ends, hollow, middle, pointed
from barometer.figures.scales import number_ticks, percent_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.typeset import width
from barometer.model import Stratum


def three_sources(
    panels: Sequence[Panel], names: Mapping[str, str], stratum: Stratum, meta: Meta, look: Look,
    focus: str = ""
) -> go.Figure:  # fmt: skip
    """The companies of ``names`` (in that order) on one track a source; none corrects another."""
    named = headings(panels, stratum, meta, look)
    about = {"sector": stratum.sector, "country": stratum.country, "period": stratum.period}
    title = (look.phrase("figures.title.sources", names=list(names.values())),)
    text = ChartText(
        title=title,
        subtitle=capital(look.phrase("figures.subtitle.scope", **about)),
        notes=(
            look.phrase("figures.note.three"),
            *surveyed([claim for panel in panels for claim in panel.asked], meta, look),
            *(look.say(note) for note in meta.notes),
        ),
        sources=_sources(panels, meta, look),
        footer=footer(meta, look),
        alt=_alternative(panels, named, names, title, look),
    )
    tracks = [_track(panel, heading, look) for panel, heading in zip(panels, named, strict=True)]
    lines = [Line(company, name, focus=company == focus) for company, name in names.items()]
    sheet = Sheet(text, lines, tracks, [], look)
    for index, panel in enumerate(panels):
        _draw(sheet, index, panel, names, look)
    return sheet.drawing.figure()


def headings(panels: Sequence[Panel], stratum: Stratum, meta: Meta, look: Look) -> list[str]:
    """What each source measures, with its unit."""
    return [
        look.say(panel.heading) if panel.heading else claims_heading(stratum, meta, look) for panel in panels
    ]


def _sources(panels: Sequence[Panel], meta: Meta, look: Look) -> tuple[str, ...]:
    ids = [source for panel in panels for source in panel.sources]
    said = semicolons(source_list(ids, meta, look), look).rstrip(".")
    return (look.phrase("figures.source.other", sources=said),) if ids else ()


def _alternative(
    panels: Sequence[Panel], headings: Sequence[str], names: Mapping[str, str],
    title: tuple[str, ...], look: Look
) -> str:  # fmt: skip
    rows = []
    for company, name in names.items():
        parts = (
            f"{heading} {panel.said(company, look)}" for panel, heading in zip(panels, headings, strict=True)
        )
        rows.append(look.phrase("figures.alt.row", name=name, figures=", ".join(parts)))
    cannot = " ".join(look.say(panel.cannot) for panel in panels)
    return f"{' '.join(title)}. {semicolons(rows, look)}. {cannot}"


def _track(panel: Panel, heading: str, look: Look) -> Track:
    known = [end for one in panel.values.values() for end in ends(one) if end is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    low = 0.0 if panel.zero else low - max((high - low) * 0.08, abs(high) * 0.02)
    high += max((high - low) * 0.02, 1e-9)
    ticks = (percent_ticks if panel.share else number_ticks)(low, high, 4, look)
    label = max((width(panel.said(company, look), look.sizes.head) for company in panel.values), default=20.0)
    return Track(heading, low, high, ticks, room=(8, label + 16), foot=_foot(panel, look))


def _foot(panel: Panel, look: Look) -> str:
    """When it was measured, and what it can't say."""
    when = f"{capital(look.phrase('figures.period', p=panel.when))}. " if panel.when else ""
    return when + look.say(panel.cannot)


def _draw(sheet: Sheet, index: int, panel: Panel, names: Mapping[str, str], look: Look) -> None:
    dots = []
    for company, name in names.items():
        said = panel.said(company, look)
        estimate = panel.values.get(company)
        if estimate is None or middle(estimate) is None:
            sheet.remark(index, company, said)
            continue
        low, high = ends(estimate)
        hover = look.phrase("figures.hover.claim", name=name, c=said)
        symbol = pointed(panel.claims[company]) if company in panel.claims else "circle"
        dots.append(
            Dot(
                company, estimate.value, low, high, look.colours.even, hover,
                hollow=hollow(estimate), symbol=symbol,
            )
        )  # fmt: skip
        sheet.label(index, company, high if high is not None else 0.0, said)
    sheet.dots(index, f"source-{index}", dots)
