"""Tables that are read, not sorted: real HTML tables whose rows become cards on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from barometer.model import Source
from barometer.ui import figure_words as words
from barometer.ui.frame import Frame

#: Links within the app are to one of its pages; nothing else that a record holds becomes a link.
_PAGES = ("gap?", "company?")
_STYLE = """<style>
.st-key-company_name h2 {font-size: 1.6rem !important; padding-top: .2rem;}
.stMainBlockContainer h3 {font-size: 1.15rem !important; padding: .8rem 0 .4rem;}
[class*="st-key-side_"] [data-testid="stMarkdownContainer"] p,
[class*="st-key-more_side_"] [data-testid="stMarkdownContainer"] p {margin-bottom: .2rem;}
[class*="st-key-side_"] [data-testid="stMarkdownContainer"],
[class*="st-key-more_side_"] [data-testid="stMarkdownContainer"] {margin-bottom: 0;}
[class*="st-key-side_"] [data-testid="stPageLink-NavLink"] *,
[class*="st-key-more_side_"] [data-testid="stPageLink-NavLink"] * {white-space: normal; overflow: visible;}
table.figures {border-collapse: collapse; width: 100%; font-size: .88rem; line-height: 1.35;}
table.figures th, table.figures td {text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent);}
table.figures thead th {font-weight: 600; font-size: .8rem; opacity: .8;}
table.figures tbody th {font-weight: 600; font-variant-numeric: tabular-nums;}
table.figures .quiet {opacity: .8; font-size: .82rem; font-weight: 400;}
table.figures a {color: inherit; text-decoration: underline; text-underline-offset: 2px;}
table.figures caption {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
@media (max-width: 640px) {
  table.figures, table.figures tbody, table.figures tr, table.figures th, table.figures td {display: block;}
  table.figures thead {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
  table.figures tr {padding: .45rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 22%, #0000);}
  table.figures th, table.figures td {border: 0; padding: .1rem 0;}
  table.figures td[data-label]:not([data-label=""])::before {content: attr(data-label) "\\00a0: ";
    font-size: .8rem; opacity: .8;}
  table.figures td:empty {display: none;}
  table.figures td > div {display: inline;}
  table.figures td > div.quiet {display: block;}
}
</style>"""


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a cell; ``href`` makes it a link, ``quiet`` sets it back."""

    text: str
    href: str = ""
    quiet: bool = False


Cell = tuple[Part, ...]


def cell(*texts: str) -> Cell:
    """A cell of plain lines; the empty ones are left out."""
    return tuple(Part(text) for text in texts if text)


def source(frame: Frame, id_: str) -> Cell:
    """A source as read, with its link where it has one, and where copies of that page may be kept."""
    found = frame.desk.sources.get(id_)
    if found is None:
        return cell(frame.say("company.not_given"))
    return (Part(words.source_name(frame, found), href=found.url), *copies(frame, found))


def copies(frame: Frame, one: Source) -> Cell:
    """Where archived copies of a source's page are listed; nothing without a page."""
    return (Part(frame.say("ui.archive"), href=one.archive, quiet=True),) if one.archive else ()


def style() -> None:
    """How such tables look; once a page, before the first."""
    st.html(_STYLE)


def show(caption: str, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """A table; the first cell of a row is its heading. A column that is empty throughout is left out."""
    st.html(markup(caption, headers, rows))


def markup(caption: str, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """The table as HTML; every text in it is escaped."""
    kept = [i for i in range(len(headers)) if i == 0 or any(row[i] for row in rows)]
    head = "".join(f'<th scope="col" role="columnheader">{escape(headers[i])}</th>' for i in kept)
    body = "".join(
        f'<tr role="row">{"".join(_cell(row[i], headers[i], first=i == 0) for i in kept)}</tr>'
        for row in rows
    )
    return (
        f'<table class="figures" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _cell(parts: Cell, header: str, first: bool) -> str:
    inner = "".join(_part(part) for part in parts)
    if first:
        return f'<th scope="row" role="rowheader">{inner}</th>'
    return f'<td role="cell" data-label="{escape(header, quote=True)}">{inner}</td>'


def _part(part: Part) -> str:
    said = escape(part.text)
    if part.href.startswith(("https://", "http://")):
        said = f'<a href="{escape(part.href, quote=True)}" target="_blank" rel="noopener">{said}</a>'
    elif part.href.startswith(_PAGES):
        said = f'<a href="{escape(part.href, quote=True)}" target="_self">{said}</a>'
    return f'<div class="quiet">{said}</div>' if part.quiet else f"<div>{said}</div>"
