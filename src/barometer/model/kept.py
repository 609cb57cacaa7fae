"""What a workspace records beside the figures: who checked a source, and what a company answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody of a workspace opened the original of a source and read these figures there.

    by       name or initials, as typed
    on       the day where the reader is
    figures  figure -> fingerprint of what it said that day: a figure that changes is no longer checked
    address  where it was read, note: both as typed, '' where nothing was
    """

    id: str
    source: str
    by: str
    on: date
    figures: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a company answered to a finding about it, or that it had not answered by the deadline.

    finding         the finding, as ``replied.finding`` names it
    address         the frozen view that the company was asked about
    figures         fingerprint of the figures that the answer is about
    on              the day of the answer; None where none came
    speaker, role   who spoke for the company; text: its own words, verbatim; link: where they stand
    """

    id: str
    company: str
    finding: str
    address: str
    figures: str
    sent: date | None = None
    deadline: date | None = None
    on: date | None = None
    speaker: str = ""
    role: str = ""
    text: str = ""
    link: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer; False where the company was silent."""
        return self.on is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """All that one workspace recorded. It is never part of an answer: answers are shared, this is not."""

    checks: tuple[Check, ...] = ()
    replies: tuple[Reply, ...] = ()
