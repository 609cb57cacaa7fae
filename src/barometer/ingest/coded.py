"""Millions of cells as numbers: each distinct cell once, and for each row which of them it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

MOST_DISTINCT = 2_000_000
MOST_CHARACTERS = 100_000_000


class TooMany(Exception):
    """A column has more different cells than are read one by one."""


class Coded:
    """One column: ``cells`` in the order of their first sight, and the number of each row's cell."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.chunks: list[np.ndarray] = []
        self._at: dict[str, int] = {}
        self._characters = 0

    def add(self, column: pa.Array) -> None:
        """The next rows' cells, text; none is ''. TooMany where they differ too much."""
        told = column.dictionary_encode()
        numbers = [self._number(cell) for cell in told.dictionary.to_pylist()]
        indices = told.indices
        if indices.null_count:
            indices = indices.fill_null(len(numbers))
            numbers.append(self._number(""))
        if len(self.cells) > MOST_DISTINCT or self._characters > MOST_CHARACTERS:
            raise TooMany
        self.chunks.append(np.array(numbers, smallest(len(self.cells)))[indices.to_numpy()])

    def add_blank(self, rows: int) -> None:
        """Rows without this column."""
        self.chunks.append(np.full(rows, self._number(""), smallest(0)))

    def _number(self, cell: str) -> int:
        number = self._at.get(cell)
        if number is None:
            number = self._at[cell] = len(self.cells)
            self.cells.append(cell)
            self._characters += len(cell)
        return number

    def instead(self, other: Coded) -> Coded:
        """The same column, with the other's cell where this one's is blank."""
        made = Coded()
        mine = [made._number(cell) if cell.strip() else -1 for cell in self.cells]
        theirs = np.array([made._number(cell) for cell in other.cells])
        known = np.array(mine)
        kind = smallest(len(made.cells))
        for ours, other_ in zip(self.chunks, other.chunks, strict=True):
            told = known[ours]
            made.chunks.append(np.where(told < 0, theirs[other_], told).astype(kind))
        return made

    def counts(self, kept: list[np.ndarray]) -> np.ndarray:
        """How many of the kept rows hold each cell."""
        found = np.zeros(len(self.cells), np.int64)
        for chunk, mask in zip(self.chunks, kept, strict=True):
            found += np.bincount(chunk[mask], minlength=len(self.cells))
        return found

    def first(self, kept: list[np.ndarray]) -> np.ndarray:
        """The first kept row that holds each cell, counted from 0; the number of rows where none does."""
        end = sum(map(len, self.chunks))
        found = np.full(len(self.cells), end, np.int64)
        for chunk, mask in zip(reversed(self.chunks), reversed(kept), strict=True):
            end -= len(chunk)
            rows = np.flatnonzero(mask)[::-1]
            found[chunk[rows]] = rows + end
        return found


def smallest(most: int) -> np.dtype:
    """The smallest kind of whole number that counts to ``most``."""
    return np.dtype(np.min_scalar_type(max(most, 1)))


def joined(chunks: list[np.ndarray], kind: np.dtype) -> np.ndarray:
    """The chunks as one array; they are let go one by one, so that memory holds them once."""
    whole = np.empty(sum(map(len, chunks)), kind)
    at = 0
    chunks.reverse()
    while chunks:
        part = chunks.pop()
        whole[at : at + len(part)] = part
        at += len(part)
    return whole


def runs(ordered: np.ndarray, most: int = 1 << 20) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(values, how often each comes) of a sorted array, in parts; equal values never fall in two parts."""
    start = 0
    while start < len(ordered):
        end = min(start + most, len(ordered))
        end = int(np.searchsorted(ordered, ordered[end - 1], side="right"))
        part = ordered[start:end]
        changes = np.flatnonzero(part[1:] != part[:-1]) + 1
        begins = np.concatenate((np.zeros(1, np.int64), changes))
        yield part[begins], np.diff(begins, append=len(part))
        start = end
