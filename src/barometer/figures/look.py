"""How a figure is said and seen: language, theme, width; numbers as the language writes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from barometer.answer import Answer
from barometer.answer.assumed import assumption
from barometer.answer.checked import answer_standings, mark
from barometer.answer.order import Order
from barometer.figures.template import PALETTES, Palette, Sizes, Theme, sizes
from barometer.measures.stated import bound_of
from barometer.messages import number, percent, ratio_digits
from barometer.model import Estimate, Kept, Label, Message, Qualifier, Quantity, Source

Say = Callable[[Message], str]

PHONE_BELOW = 600
_NOTHING = Kept()
_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.AT_MOST})


@dataclass(frozen=True, slots=True)
class Look:
    """The reader's language and the figure's theme and size.

    say     says a Message in ``lang`` (the user interface's own; figures make no sentence)
    width   pixels that the figure is drawn for; it may be shown wider, not narrower
    height  least height in pixels; rows spread to fill it (0: as high as the rows need)
    """

    lang: str
    say: Say
    theme: Theme = Theme.LIGHT
    width: int = 1040
    height: int = 0

    @property
    def colours(self) -> Palette:
        return PALETTES[self.theme]

    @property
    def sizes(self) -> Sizes:
        return sizes(self.width)

    @property
    def narrow(self) -> bool:
        """Whether a row is stacked (name and numbers, tracks under it), as on a phone."""
        return self.width < PHONE_BELOW

    @property
    def pad(self) -> int:
        """Pixels between the figure's edge and anything in it."""
        return 24 if self.width >= 900 else 20 if self.width >= PHONE_BELOW else 14

    @property
    def room(self) -> int:
        """Pixels between the pads: the width of anything that takes all of it."""
        return self.width - 2 * self.pad

    def at(self, width: int, height: int = 0) -> Look:
        """The same look at another size."""
        return replace(self, width=width, height=height)

    def phrase(self, id_: str, **params: Any) -> str:
        """The text of a message of the catalogue."""
        return self.say(Message(id_, params))

    def digits(self, value: float, decimals: int | None = None) -> str:
        """A number; ``decimals`` of them, or up to four as needed."""
        return number(value, self.lang, decimals)

    def span(self, low: str, high: str) -> str:
        """Two ends as a range; one of them where both read the same."""
        return low if low == high else self.phrase("figures.range", low=low, high=high)

    def claim(self, claim: Quantity, value: float | None = None) -> str:
        """A published figure in its own unit: a share (a fraction) as a percentage, others as they are."""
        if value is None and claim.qualifier in _BOUNDS:
            least = claim.qualifier is Qualifier.AT_LEAST
            end = claim.low if least else claim.high
            known = claim.value if end is None else end
            if known is not None:
                return self.phrase(f"figures.{bound_of([claim])}", x=self.claim(claim, known))
        if value is None and claim.value is None:
            return self.span(*(self.claim(claim, end) for end in (claim.low or 0.0, claim.high or 0.0)))
        point = claim.value if value is None else value
        assert point is not None
        if claim.unit == "percent":
            return percent(point, self.lang, decimals(claim.rounding * 100))
        return self.digits(point, decimals(claim.rounding))

    def times(self, value: float) -> str:
        """A ratio as a number, two significant digits below 10; three where two would read as 1."""
        return self.digits(value, ratio_digits(value))

    def ends(self, estimate: Estimate) -> str:
        """The interval of a ratio, '' where it has none."""
        if estimate.low is None or estimate.high is None:
            return ""
        return self.span(self.times(estimate.low), self.times(estimate.high))

    def estimate(self, estimate: Estimate, places: int | None) -> str:
        """A point with ``places`` decimals, or the range where no point may be printed."""
        if estimate.value is not None:
            return self.digits(estimate.value, places)
        if estimate.low is None or estimate.high is None:
            return ""
        return self.span(self.digits(estimate.low, places), self.digits(estimate.high, places))


@dataclass(frozen=True, slots=True)
class Meta:
    """What a figure's texts need besides the rows.

    labels      names of channels and metrics that the data bring, by id
    names       of companies and groups, by id
    sources     by id
    related     companies of one group: (id of the group, ids of the companies)
    sentence    the sector sentence: the title where no two companies share a score
    caveat      the caveat of the company in focus, after its name, in place of the general one
    notes       further sentences to print under the figure
    mark        whether the figures were read at their source, by whom since (None: told from the sources)
    checked_on  the day on which the figures were last checked
    made        the day on which they were put together
    link        the frozen address of this view
    order       how the companies are sorted
    """

    labels: Mapping[str, Label] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    related: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sentence: Message | None = None
    caveat: Message | None = None
    notes: tuple[Message, ...] = ()
    mark: tuple[Message, ...] | None = None
    checked_on: str = ""
    made: date | None = None
    link: str = ""
    order: Order = field(default_factory=Order)

    def label(self, id_: str, look: Look) -> str:
        """The name of an id: as the data name it, else as the catalogue does."""
        found = self.labels.get(id_)
        if found is None:
            return look.phrase("figures.term", id=id_)
        return found.fr if look.lang == "fr" else found.en


def decimals(rounding: float) -> int | None:
    """Decimals that a figure is printed with, given its last printed digit; None if it is exact."""
    if rounding <= 0:
        return None
    return max(0, -math.floor(math.log10(rounding) + 1e-9))


def meta_of(
    answer: Answer, labels: Mapping[str, Label], focus: str = "", link: str = "", kept: Kept = _NOTHING
) -> Meta:
    """What an answer brings to its figures.

    labels  the desk's channels and metrics; kept: what the reader's own workspace recorded
    """
    said = answer.sentences.get(focus)
    assumed = assumption(answer)
    return Meta(
        labels=labels,
        names=answer.names,
        sources=answer.sources,
        related=answer.related,
        sentence=answer.sentence,
        caveat=_about(answer, focus, said.caveat) if said and said.caveat else None,
        notes=(
            *(one for one in (answer.moved, assumed) if one is not None),
            # figures of another day than a link was pinned to: a picture that is passed on must say so
            *(one for one in answer.notices if one.id == "notice.data_changed"),
        ),
        mark=mark(answer_standings(answer, kept.checks)),
        checked_on=answer.checked_on,
        made=answer.made,
        link=link,
        order=answer.order,
    )


def _about(answer: Answer, company: str, caveat: Message) -> Message:
    return Message("figures.note.about", {"name": answer.names.get(company, company), "said": caveat})
