"""How far the sources behind some figures were checked: at the original by us, or by the reader since.

A check holds for a figure as long as the figure says what it said that day. It is the workspace's own
and stands beside an answer, never in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as parts_of

from barometer.answer.parts import Answer
from barometer.model import (
    Check,
    Claim,
    Complaints,
    Exposure,
    Message,
    Observation,
    Period,
    Quantity,
    ReadAt,
    Report,
    Source,
)

Record = Claim | Complaints | Exposure | Report

#: what a figure says; notes and our own reading of it (level, peer group) are no part of it
_SAYS: Mapping[type[Record], tuple[str, ...]] = {
    Claim: ("company", "metric", "threshold", "scale", "subject", "quantity", "n", "period"),
    Complaints: (
        "company", "channel", "definition", "issue", "region", "count", "rate", "per", "per_n", "period",
    ),
    Exposure: ("company", "measure", "quantity", "period"),
    Report: ("company", "venue", "label", "count", "rating", "scale", "reply", "reply_days", "period"),
}  # fmt: skip
_QUANTITY = tuple(part.name for part in parts_of(Quantity))
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one source was checked for the figures in question.

    figures    how many of them rest on it
    original   whether we read it at the original ourselves
    checks     those that still hold, for one figure of these or more
    open       figures that no check covers
    lapsed     checks of a figure that says something else today, and that nobody checked again
    """

    source: str
    figures: int
    original: bool
    checks: tuple[Check, ...] = ()
    open: int = 0
    lapsed: tuple[Check, ...] = ()

    @property
    def done(self) -> bool:
        """Whether every figure was read at its source."""
        return self.original or not self.open


def figure(record: Record) -> str:
    """The name of a figure: its table and its id, which an upload's bring from their dataset."""
    return f"{type(record).__name__.lower()}:{record.id}"


def fingerprint(record: Record) -> str:
    """What a figure says, in 16 characters: another value, company, question or period gives others."""
    said = [_plain(getattr(record, name)) for name in _SAYS[type(record)]]
    text = json.dumps([record.source, *said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    if isinstance(value, Quantity):
        return [getattr(value, name) for name in _QUANTITY]
    if isinstance(value, Period):
        return [value.start.isoformat(), value.end.isoformat()]
    return value


def figures(records: Iterable[Record]) -> dict[str, str]:
    """Each figure with what it says, as a check keeps it."""
    return {figure(record): fingerprint(record) for record in records}


def behind(observations: Iterable[Observation]) -> list[Record]:
    """The figures that companies of a comparison bring to it."""
    found: list[Record] = []
    for seen in observations:
        found += [*seen.claims, *seen.complaints, *seen.exposures]
    return found


def plotted(answer: Answer) -> list[Record]:
    """The figures that an answer's chart rests on: every company's, since each is the others' measure."""
    return behind(row.observation for row in answer.gap.rows) if answer.gap else []


def standings(
    records: Iterable[Record], sources: Mapping[str, Source], checks: Sequence[Check] = ()
) -> tuple[Standing, ...]:
    """How far each source of these figures was checked, in the order in which they are first cited."""
    held: dict[str, dict[str, Record]] = {}
    for record in records:
        held.setdefault(record.source, {})[figure(record)] = record
    return tuple(_standing(id_, own, sources.get(id_), checks) for id_, own in held.items())


def _standing(
    id_: str, own: Mapping[str, Record], source: Source | None, checks: Sequence[Check]
) -> Standing:
    original = source is not None and source.read_at is ReadAt.ORIGINAL
    here = [check for check in checks if check.source == id_ and check.figures.keys() & own.keys()]
    if not here:
        return Standing(id_, len(own), original, open=len(own))
    now = {name: fingerprint(record) for name, record in own.items()}
    covered = {name for check in here for name in now if check.figures.get(name) == now[name]}
    return Standing(
        id_, len(own), original,
        checks=tuple(check for check in here if _says(check, now, covered)),
        open=len(own) - len(covered),
        lapsed=tuple(check for check in here if _differs(check, now, covered)),
    )  # fmt: skip


def _says(check: Check, now: Mapping[str, str], covered: set[str]) -> bool:
    return any(check.figures.get(name) == now[name] for name in covered)


def _differs(check: Check, now: Mapping[str, str], covered: set[str]) -> bool:
    return any(name in check.figures for name in now.keys() - covered)


def unread(sources: Mapping[str, Source]) -> tuple[Standing, ...]:
    """The same of sources alone, where it is not known which figures rest on them."""
    return tuple(Standing(one.id, 1, one.read_at is ReadAt.ORIGINAL, open=1) for one in sources.values())


def remaining(found: Sequence[Standing]) -> tuple[str, ...]:
    """The sources that nobody read at the original."""
    return tuple(one.source for one in found if not one.done)


def mark(found: Sequence[Standing]) -> tuple[Message, ...]:
    """What every chart and file says of it: how many remain, and who checked the others and when."""
    open_ = len(remaining(found))
    said = []
    if open_:
        only = len(found) == 1
        said.append(
            Message("checked.not_one") if only else Message("checked.not", {"n": open_, "of": len(found)})
        )
    ticked = [one for one in found if one.done and not one.original]
    if ticked:
        who = {"who": tuple(named(check) for check in _once(ticked))}
        everything = len(ticked) == len(found)
        said.append(
            Message("checked.by", who) if everything else Message("checked.some", who | {"n": len(ticked)})
        )
    return tuple(said)


def _once(found: Iterable[Standing]) -> list[Check]:
    """The checks behind some sources, once a person and day."""
    every = {(check.by, check.on): check for one in found for check in one.checks}
    return sorted(every.values(), key=lambda check: check.on)


def named(check: Check) -> Message:
    """Who checked, and when."""
    return Message("checked.who", {"by": check.by, "on": check.on})


def answer_standings(answer: Answer, checks: Sequence[Check]) -> tuple[Standing, ...]:
    """How far the sources of an answer's chart were checked."""
    return standings(plotted(answer), answer.sources, checks)
