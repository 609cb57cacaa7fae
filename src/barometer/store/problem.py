"""A mistake in a Data Package: where it is, what stands there, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from barometer.model import Message

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. ``line`` is the line of the file as an editor counts it, 0 for the file itself."""

    file: str
    line: int
    column: str
    value: str
    message: Message

    @property
    def sentence(self) -> Message:
        """The mistake with its place: file, line, column, value."""
        where = {"file": self.file, "line": self.line, "column": self.column, "value": self.value}
        return Message(f"check.at_{self._form()}", {**where, "what": self.message})

    def _form(self) -> str:
        if not self.line:
            return "file"
        if not self.column:
            return "line"
        return "cell" if self.value else "empty"


def problem(file: str, line: int, column: str, value: object, code: str, /, **params: Any) -> Problem:
    """A Problem whose message is ``check.<code>``; a long value is cut at ``LONGEST`` characters."""
    text = "" if value is None else str(value)
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return Problem(file, line, column, shown, Message(f"check.{code}", params))


class PackageError(Exception):
    """A folder that can't be read as a Data Package, with all of its mistakes."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.file}:{p.line}: {p.message.id}" for p in self.problems[:5]))
