"""A figure's texts, and the sheet of paper that carries them: title above, caveat and sources below.

Everything a reader needs is inside the image, since charts travel as screenshots. Texts are placed
in pixels from the edges of the plot, so a figure shown wider than drawn keeps its arrangement.
"""

from __future__ import annotations

from dataclasses import dataclass

from barometer.figures.drawing import Drawing
from barometer.figures.look import Look
from barometer.figures.template import template
from barometer.figures.typeset import LINE, filled, parts_in_lines

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartText:
    """All that a figure says, in the reader's language.

    title     the finding, in parts that are kept on one line where they fit
    subtitle  scope: who, where, when, asked by whom
    headings  over each track                columns   over each column of figures
    notes     what 'expected' means, the caveat, what the intervals are, related companies
    sources   as read, with relay and dates  footer    when checked, where it lives
    alt       the finding and every row in words, for who does not see the picture
    """

    title: tuple[str, ...]
    subtitle: str
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    footer: str = ""
    alt: str = ""

    @property
    def headline(self) -> str:
        return " ".join(self.title)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one style with the space above them."""

    name: str
    lines: Lines
    size: float
    colour: str
    bold: bool = False
    above: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE


@dataclass(slots=True)
class Frame:
    """The paper of one figure.

    left, right  margins of the plot in pixels        head  height of what stands between the
    body         height of the plot in pixels               subtitle and the plot
    """

    text: ChartText
    look: Look
    left: float
    right: float
    head: float
    body: float
    foot: float = 0.0

    def drawing(self) -> Drawing:
        """An empty drawing with its texts; ``layout.meta`` carries the alt text and the title."""
        above, below = self._above(), self._below()
        top = self.look.pad + _height(above) + self.head
        bottom = self.foot + _height(below) + self.look.pad
        body = max(self.body, self.look.height - top - bottom)
        drawing = Drawing({
            "template": template(self.look.theme),
            "width": self.look.width,
            "height": round(top + body + bottom),
            "margin": {"l": self.left, "r": self.right, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
            "meta": {"title": self.text.headline, "alt": self.text.alt, "lang": self.look.lang},
            "separators": ",\u202f" if self.look.lang == "fr" else ".,",
        })  # fmt: skip
        self._stack(drawing, above, 1.0, top - self.look.pad)
        self._stack(drawing, below, 0.0, -self.foot)
        return drawing

    @property
    def plot(self) -> float:
        """Width of the plot in pixels."""
        return self.look.width - self.left - self.right

    def _above(self) -> tuple[Block, ...]:
        size, colours = self.look.sizes, self.look.colours
        big = size.title
        while big > size.deck + 2 and len(parts_in_lines(self.text.title, big, self.look.room)) > 4:
            big -= 1
        title = parts_in_lines(self.text.title, big, self.look.room)
        deck = filled(self.text.subtitle, size.deck, self.look.room)
        return (
            Block("title", title, big, colours.ink, bold=True),
            Block("subtitle", deck, size.deck, colours.muted, above=8),
        )

    def _below(self) -> tuple[Block, ...]:
        size, colours = self.look.sizes.note, self.look.colours.muted
        parts = [("note", note) for note in self.text.notes] + [("source", s) for s in self.text.sources]
        parts += [("footer", self.text.footer)] if self.text.footer else []
        blocks, before = [], ""
        for index, (name, said) in enumerate(parts):
            gap = 18 if not before else 8 if name != before else 3
            blocks.append(
                Block(f"{name}-{index}", filled(said, size, self.look.room), size, colours, above=gap)
            )
            before = name
        return tuple(blocks)

    def _stack(self, drawing: Drawing, blocks: tuple[Block, ...], y: float, start: float) -> None:
        shift = start
        for part in blocks:
            shift -= part.above
            drawing.text(
                part.name, part.lines, size=part.size, colour=part.colour, bold=part.bold,
                x=0, xref="paper", xshift=self.look.pad - self.left, y=y, yref="paper", yshift=shift,
            )  # fmt: skip
            shift -= part.height


def _height(blocks: tuple[Block, ...]) -> float:
    return sum(part.above + part.height for part in blocks)
