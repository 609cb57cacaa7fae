"""One broken line -> cells, its stray quotes read as plain text, if exactly one way is the cheapest."""

from __future__ import annotations

from functools import lru_cache

from barometer.ingest.dialect import Dialect

_MOST_QUOTES = 40
_MOST_CHARACTERS = 20_000

Ways = tuple[int, int, tuple[str, ...]]
"""Stray quotes taken as text, in how many ways that few can be had, and the cells of one."""


def literal_cells(line: str, dialect: Dialect, width: int) -> list[str] | None:
    """``line`` as exactly ``width`` cells with the fewest quotes taken as text; None if two ways tie."""
    quote, delimiter = dialect.quote, dialect.delimiter
    if width < 2 or line.count(quote) > _MOST_QUOTES or len(line) > _MOST_CHARACTERS:
        return None
    if line.count(delimiter) < width - 1:
        return None
    found = _Reading(line, delimiter, quote, dialect.skip_space).best(0, width)
    return list(found[2]) if found and found[1] == 1 else None


class _Reading:
    """All ways to cut one line, remembered by position and cells still wanted."""

    def __init__(self, line: str, delimiter: str, quote: str, skip_space: bool) -> None:
        self.line, self.delimiter, self.quote, self.skip = line, delimiter, quote, skip_space
        self.best = lru_cache(maxsize=None)(self._best)

    def _best(self, at: int, wanted: int) -> Ways | None:
        """The cheapest cut of the line from ``at`` into ``wanted`` cells."""
        ways: dict[tuple[str, ...], int] = {}
        for cell, after, strays in self._cells(at):
            if after is None:
                rest: Ways | None = (0, 1, ()) if wanted == 1 else None
            else:
                rest = self.best(after, wanted - 1) if wanted > 1 else None
            if rest is None:
                continue
            key, cost = (cell, *rest[2]), strays + rest[0]
            ways[key] = min(cost, ways.get(key, cost))
            if rest[1] > 1:
                ways[(*key, "\0")] = cost
        if not ways:
            return None
        least = min(ways.values())
        cheapest = [key for key, cost in ways.items() if cost == least]
        return least, len(cheapest), min(cheapest, key=len)

    def _cells(self, at: int) -> list[tuple[str, int | None, int]]:
        """What one cell may be from ``at``: its text, where the next begins, the stray quotes in it."""
        if self.skip:
            while self.line.startswith(" ", at):
                at += 1
        end = self.line.find(self.delimiter, at)
        text = self.line[at:] if end < 0 else self.line[at:end]
        after = None if end < 0 else end + len(self.delimiter)
        if self.line.startswith(self.quote, at):
            return [*self._quoted(at + 1), (text, after, text.count(self.quote))]
        # an odd quote further in is one end of a quoted cell whose delimiter was lost
        return [] if text.count(self.quote) % 2 else [(text, after, 0)]

    def _quoted(self, at: int) -> list[tuple[str, int | None, int]]:
        found: list[tuple[str, int | None, int]] = []
        end = self.line.find(self.quote, at)
        while end >= 0:
            after = end + 1
            while self.line.startswith(" ", after) and self.delimiter != " ":
                after += 1
            if after == len(self.line) or self.line.startswith(self.delimiter, after):
                inner = self.line[at:end]
                whole = inner.replace(self.quote * 2, "\0")
                strays = whole.count(self.quote)
                nxt = None if after == len(self.line) else after + len(self.delimiter)
                found.append((whole.replace("\0", self.quote), nxt, strays))
            end = self.line.find(self.quote, end + 1)
        return found
