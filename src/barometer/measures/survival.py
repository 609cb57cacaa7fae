"""'Would this survive?' What a company's ratio becomes under each choice that could be defended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from barometer.measures.gap import compute
from barometer.measures.settled import Record, quantity_of
from barometer.model import Estimate, Gap, Message, Observation, Quantity, Row, Stratum


class Choice(StrEnum):
    """What is chosen otherwise."""

    AS_SHOWN = "as_shown"
    SOURCE = "source"
    ROUNDING_LOW = "rounding_low"
    ROUNDING_HIGH = "rounding_high"
    DROP_ONE = "drop_one"
    RELATED = "related"
    LAG = "lag"
    SECOND_MEASURE = "second_measure"


@dataclass(frozen=True, slots=True)
class Variation:
    """The company's result under one choice; ``detail`` says which (an id, or months), ``name`` how
    it reads.

    low and high: G, or its two ends where it is a range; None where G is refused.
    place: 1 = the greatest G among the companies compared; the worst it may be where ranges overlap.
    """

    choice: Choice
    detail: str
    name: str
    low: float | None
    high: float | None
    flag: str
    greatest: bool
    least: bool
    k: int

    @property
    def label(self) -> Message:
        """What was chosen otherwise."""
        return Message(f"survive.choice.{self.choice.value}", {"name": self.name})

    @property
    def side(self) -> int:
        """1 above the others, -1 below, 0 where G is refused, 1, or a range that holds 1."""
        if self.low is None or self.high is None:
            return 0
        return 1 if self.low > 1 else -1 if self.high < 1 else 0


@dataclass(frozen=True, slots=True)
class Survival:
    """The strip of one company: as shown first, then every other choice.

    holds      in how many of ``answered`` choices its G lies on the same side of 1 as shown
    answered   the choices in which it has a G
    flag_holds in how many of them its flag is the one shown ('' counts only where one is shown)
    always_greatest, always_least: whether a superlative may be written at all
    """

    strip: tuple[Variation, ...]
    holds: int
    answered: int
    flag_holds: int
    always_greatest: bool
    always_least: bool

    def sentence(self, name: str) -> Message:
        """In how many choices it holds; never stronger than that."""
        shown = self.strip[0].side
        side = "above" if shown > 0 else "below" if shown < 0 else "neither"
        return Message(f"survive.sentence.{side}", {"name": name, "n": self.holds, "all": self.answered})


Alternatives = Mapping[Any, Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What else could be defended, as the caller knows it.

    parents  company -> parent, where brands belong together
    lags     months -> the observations joined with that lag
    seconds  name of another observed measure -> its observations
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    lags: Alternatives = field(default_factory=dict)
    seconds: Alternatives = field(default_factory=dict)


def survivals(
    observations: Sequence[Observation], stratum: Stratum, choices: Choices | None = None
) -> dict[str, Survival]:
    """The strip of every company whose G is given as shown, by company id.

    Each choice is computed with ``gap.compute``; nothing is carried over from what is shown.
    """
    chosen = choices or Choices()
    shown = compute(observations, stratum)
    shared = [(one, compute(one.observations, stratum)) for one in _for_all(observations, chosen)]
    found = {}
    for row in shown.rows:
        company = row.observation.company
        if isinstance(row.ratio, Estimate):
            cases = _for_one(observations, company, chosen)
            own = [(one, compute(one.observations, stratum)) for one in cases]
            gaps = [(_Case(Choice.AS_SHOWN, "", "", []), shown), *own, *shared]
            found[company] = _strip([v for one, gap in gaps if (v := _variation(company, one, gap))])
    return found


@dataclass(frozen=True, slots=True)
class _Case:
    choice: Choice
    detail: str
    name: str
    observations: list[Observation]


def _for_all(observations: Sequence[Observation], choices: Choices) -> Iterator[_Case]:
    """The choices that are the same for every company."""
    seen = list(observations)
    for i, one in enumerate(seen):
        for source, settled in _readings(one):
            name = f"{one.name}, {source}"
            yield _Case(Choice.SOURCE, f"{one.company}~{source}", name, [*seen[:i], settled, *seen[i + 1 :]])
    for i, one in enumerate(seen):
        yield _Case(Choice.DROP_ONE, one.company, one.name, [*seen[:i], *seen[i + 1 :]])
    for months, lagged in choices.lags.items():
        yield _Case(Choice.LAG, str(months), str(months), list(lagged))
    for name, second in choices.seconds.items():
        yield _Case(Choice.SECOND_MEASURE, str(name), str(name), list(second))


def _for_one(observations: Sequence[Observation], company: str, choices: Choices) -> Iterator[_Case]:
    """The choices that depend on which company is looked at."""
    if any(_rounded(one) for one in observations):
        for choice, sign in ((Choice.ROUNDING_LOW, -1.0), (Choice.ROUNDING_HIGH, 1.0)):
            moved = [_moved(one, sign if one.company == company else -sign) for one in observations]
            yield _Case(choice, "", "", moved)
    parent = choices.parents.get(company)
    related = {c for c, p in choices.parents.items() if parent and p == parent and c != company}
    kept = [one for one in observations if one.company not in related]
    if len(kept) < len(observations):
        yield _Case(Choice.RELATED, parent or "", "", kept)


def _readings(one: Observation) -> Iterator[tuple[str, Observation]]:
    """One observation for each source's own reading of a figure on which sources disagree."""
    pairs: tuple[tuple[str, Sequence[Record], bool], ...] = (
        ("claim", one.claims, False),
        ("y", one.complaints, False),
        ("rate", one.complaints, True),
        ("exposure", one.exposures, False),
    )
    for name, records, rates in pairs:
        whole = getattr(one, name)
        if whole is None or not whole.is_range or len({r.period for r in records}) > 1:
            continue
        for record in records:
            reading = quantity_of(record, rates=rates)
            if reading is not None and reading.value is not None:
                settled: dict[str, Any] = {name: _as(whole, reading)}
                yield record.source, replace(one, **settled)


def _as(whole: Quantity, reading: Quantity) -> Quantity:
    """A source's reading in the unit in which the observation keeps its figure (shares as fractions)."""
    factor = 0.01 if whole.unit == "percent" and (whole.high or 0) <= 1 < (reading.value or 0) else 1.0
    value = None if reading.value is None else reading.value * factor
    return replace(
        reading, value=value, low=None, high=None, rounding=reading.rounding * factor, unit=whole.unit
    )


def _rounded(one: Observation) -> bool:
    return any(q is not None and q.value is not None and q.rounding > 0 for q in (one.claim, one.rate))


def _moved(one: Observation, sign: float) -> Observation:
    """The figures at the end of their last digit that makes G greatest (+1) or least (-1)."""
    return replace(one, claim=_end(one.claim, sign), rate=_end(one.rate, sign))


def _end(quantity: Quantity | None, sign: float) -> Quantity | None:
    if quantity is None or quantity.value is None or not quantity.rounding:
        return quantity
    value = max(0.0, quantity.value + sign * quantity.rounding / 2)
    return replace(quantity, value=min(1.0, value) if quantity.unit == "percent" else value, rounding=0.0)


def _variation(company: str, case: _Case, gap: Gap) -> Variation | None:
    """None where the company itself is not among those compared (dropped, or absent with that lag)."""
    rows = {row.observation.company: row for row in gap.rows}
    if company not in rows:
        return None
    row = rows.pop(company)
    low, high = _ends(row)
    others = [ends for other in rows.values() if (ends := _ends(other))[0] is not None]
    greatest = low is not None and all(high_ is not None and low > high_ for _, high_ in others)
    least = high is not None and all(low_ is not None and high < low_ for low_, _ in others)
    return Variation(case.choice, case.detail, case.name, low, high, row.flag, greatest, least, gap.k)


def _ends(row: Row) -> tuple[float | None, float | None]:
    if not isinstance(row.ratio, Estimate):
        return None, None
    if row.ratio_range is not None:
        return row.ratio_range
    return row.ratio.value, row.ratio.value


def _strip(strip: Sequence[Variation]) -> Survival:
    shown = strip[0]
    answered = [one for one in strip if one.low is not None]
    return Survival(
        strip=tuple(strip),
        holds=sum(one.side == shown.side != 0 for one in answered),
        answered=len(answered),
        flag_holds=sum(one.flag == shown.flag != "" for one in answered),
        always_greatest=all(one.greatest for one in answered),
        always_least=all(one.least for one in answered),
    )
