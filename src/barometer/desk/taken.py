"""What is taken away of a view: its answer, its map or its chart over time, and how it is said.

The page, the API and the command line take the same, so that a file is the same from each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from barometer.answer import Answer
from barometer.answer.checked import mark, standings
from barometer.desk import sent
from barometer.desk.answering import Desk
from barometer.desk.provenance import map_meta
from barometer.desk.trend import Trend, trend
from barometer.export.forms import Order
from barometer.export.map_files import Map
from barometer.export.time_files import OverTime
from barometer.export.voice import Voice
from barometer.figures.look import Meta
from barometer.figures.template import Theme
from barometer.measures.regional import Regional
from barometer.model import Kept, Message
from barometer.view import View, encode

PAGE = "gap"


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a view away.

    lang, say  the language, and how a Message is said in it
    base       the address of the server, to which links lead; '' for none
    key        the key of the workspace, for the records of its uploads
    kept       the checks and answers that the workspace recorded
    page       the page that links open
    """

    lang: str
    say: Callable[[Message], str]
    base: str = ""
    key: str = ""
    kept: Kept = field(default_factory=Kept)
    page: str = PAGE

    def frozen(self, answer: Answer, desk: Desk, view: View) -> View:
        """The view as it is sent in this language."""
        return sent.frozen(replace(view, lang=self.lang), answer, desk, self.key)

    def voice(self, desk: Desk, frozen: View) -> Voice:
        """How the files of a frozen view are said, and where they lead back to."""
        whole, printed = (one(self.base, self.page, frozen) for one in (sent.address, sent.printed))
        labels = {**desk.metrics, **desk.channels}
        return Voice(self.lang, self.say, labels, whole, self.kept, printed)


def order(desk: Desk, answer: Answer, frozen: View, taker: Taker, theme: Theme, size: str = "") -> Order:
    """An answer to take away, with the map and the chart over time where the view is on that tab.

    frozen  the view as it is sent, which every file leads back to; size: a name of image.SIZES, or ''
    """
    told = replace(answer, view=frozen)
    found = trend(desk, answer, frozen, taker.say) if frozen.tab == "over_time" else None
    return Order(
        told,
        taker.voice(desk, frozen),
        theme,
        frozen.focus,
        size,
        regions=regions(desk, answer.regional, frozen, taker) if answer.regional else None,
        over_time=over_time(desk, answer, found, frozen, taker) if found else None,
    )


def regions(desk: Desk, found: Regional, frozen: View, taker: Taker) -> Map:
    """A map as it is drawn and taken away."""
    meta = map_meta(desk, found, sent.printed(taker.base, taker.page, frozen), taker.kept)
    return Map(found, meta, encode(frozen), desk.data_id, sent.address(taker.base, taker.page, frozen))


def over_time(desk: Desk, answer: Answer, found: Trend, frozen: View, taker: Taker) -> OverTime:
    """A chart over time as it is drawn and taken away."""
    checked = standings(found.records, desk.sources, taker.kept.checks)
    meta = Meta(
        labels={**desk.metrics, **desk.channels},
        names=answer.names,
        sources=desk.sources,
        sentence=found.title,
        checked_on=desk.checked_on,
        made=desk.created,
        mark=mark(checked),
        link=sent.printed(taker.base, taker.page, frozen),
    )
    return OverTime(
        series=(*found.behind, *found.own),
        headings=found.headings,
        meta=meta,
        standings=checked,
        grey=found.grey,
        view=encode(frozen),
        data_id=desk.data_id,
        scope=(found.stratum.sector, found.stratum.country),
        records=found.records,
    )
