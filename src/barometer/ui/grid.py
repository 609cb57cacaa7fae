"""A sortable grid whose figures are written in the reader's language, as the sentences write them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from barometer import messages

MISSING = "–"
_FIGURE_SPACE = "\u2007"


@dataclass(frozen=True, slots=True)
class Figures:
    """A column of figures: (value, low, high) a row; where only a range is known, value is None.

    digits  decimals; None writes as many as a figure needs, at most two, fewer where it is large
    stated  a row each: a limit as its source states it, '< 3', in place of the range it stands for; '' else
    """

    cells: Sequence[tuple[float | None, float | None, float | None]]
    digits: int | None = None
    help: str | None = None
    stated: Sequence[str] = ()

    @property
    def ranged(self) -> bool:
        """Whether a row has a range, or a limit, and no single figure."""
        return any(self.stated) or any(value is None and low is not None for value, low, _ in self.cells)


Columns = Mapping[str, Sequence[str] | Figures]


def grid(columns: Columns, lang: str, *, key: str, alt: str) -> None:
    """Draws the columns in their order, the first one pinned; labels are the keys."""
    first = next(iter(columns))
    data = pd.DataFrame({label: _values(column, lang) for label, column in columns.items()})
    written: dict[Any, Any] = {
        label: partial(_written, lang=lang, digits=column.digits)
        for label, column in columns.items()
        if isinstance(column, Figures) and not column.ranged
    }
    styled: Any = data.style.format(written)
    st.dataframe(
        styled,
        hide_index=True,
        key=key,
        height="content",
        column_config={label: _config(column, label == first) for label, column in columns.items()},
        placeholder=MISSING,
        alt=alt,
    )


def _config(column: Sequence[str] | Figures, pinned: bool) -> Any:
    if not isinstance(column, Figures):
        return st.column_config.TextColumn(pinned=pinned)
    kind = st.column_config.TextColumn if column.ranged else st.column_config.NumberColumn
    return kind(help=column.help, alignment="right")


def _values(column: Sequence[str] | Figures, lang: str) -> Sequence[str] | list[float | None] | list[str]:
    if not isinstance(column, Figures):
        return column
    if not column.ranged:
        return [value for value, _, _ in column.cells]
    return _ranges(column, lang)


def _ranges(column: Figures, lang: str) -> list[str]:
    """Figures and ranges as text, padded so that they sort by their first number."""
    said = [_range(cell, lang, column.digits) for cell in column.cells]
    widest = max(len(_whole(text)) for text in said)
    padded = [_FIGURE_SPACE * (widest - len(_whole(text))) + text for text in said]
    return [stated or text for stated, text in zip(column.stated or [""] * len(said), padded, strict=True)]


def _range(cell: tuple[float | None, float | None, float | None], lang: str, digits: int | None) -> str:
    value, low, high = cell
    if value is not None:
        return _written(value, lang=lang, digits=digits)
    if low is None or high is None:
        return MISSING
    return f"{_written(low, lang=lang, digits=digits)}–{_written(high, lang=lang, digits=digits)}"


def _whole(text: str) -> str:
    return text.partition("–")[0].replace(",", ".").partition(".")[0]


def _written(value: float | None, *, lang: str, digits: int | None) -> str:
    if value is None or math.isnan(value):
        return MISSING
    return messages.number(value if digits is not None else round(value, _decimals(value)), lang, digits)


def _decimals(value: float) -> int:
    """As the sentences round: no more digits than a figure of that size can carry."""
    return 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2
