"""'Would this survive?' What a company's ratio becomes under each choice that could be defended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from barometer.measures.gap import compute
from barometer.measures.settled import Record, quantity_of
from barometer.model import Estimate, Gap, Kind, Message, Observation, Quantity, Refusal, Row, Stratum


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

    value     G; None where it is refused, or known between two ends only
    low, high what is uncertain in it under this choice (G itself where it has no interval); None
              where G is refused, and ``why`` then says why
    greatest, least: whether all of it lies above, below all of every other company's
    months    the last of the months of a lag that ask for the same complaints
    """

    choice: Choice
    detail: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    flag: str
    greatest: bool
    least: bool
    k: int
    kind: Kind = Kind.NONE
    why: Message | None = None
    source: str = ""
    months: int = 0

    @property
    def label(self) -> Message:
        """What was chosen otherwise."""
        params = {"name": self.name, "source": self.source, "months": self.months}
        if self.choice is Choice.LAG:
            return Message(f"survive.choice.lag{'s' if self.months > int(self.detail) else ''}", params)
        return Message(f"survive.choice.{self.choice.value}", params)

    @property
    def answered(self) -> bool:
        """Whether this choice gives a ratio."""
        return self.low is not None and self.high is not None

    @property
    def side(self) -> int:
        """1 above the others, -1 below, 0 where G is refused or its interval holds 1."""
        if self.low is None or self.high is None:
            return 0
        return 1 if self.low > 1 else -1 if self.high < 1 else 0


@dataclass(frozen=True, slots=True)
class Survival:
    """The strip of one company: as shown first, then every other choice that could change it.

    holds      in how many of ``answered`` choices its G, interval included, lies on the side shown
    answered   the choices in which it has a G
    silent     the choices that give none
    flag_holds in how many of them its flag is the one shown ('' counts only where one is shown)
    always_greatest, always_least: whether a superlative may be written at all
    """

    strip: tuple[Variation, ...]
    holds: int
    answered: int
    silent: int
    flag_holds: int
    always_greatest: bool
    always_least: bool

    @property
    def sides(self) -> Counter[int]:
        """How many of the answered choices lie above 1, below 1, and on neither side (0)."""
        return Counter(one.side for one in self.strip if one.answered)

    def sentence(self, name: str) -> Message:
        """In how many choices it holds; never stronger than that."""
        shown = self.strip[0].side
        side = "above" if shown > 0 else "below" if shown < 0 else "neither"
        counted = {"above": self.sides[1], "below": self.sides[-1], "n": self.holds, "all": self.answered}
        return Message(f"survive.sentence.{side}", {"name": name, **counted})

    def silence(self) -> Message | None:
        """How many choices give no ratio; None where all do."""
        return Message("survive.silent", {"n": self.silent}) if self.silent else None

    def flagged(self, name: str) -> Message | None:
        """In how many choices the flag shown holds; None where none is shown."""
        if not self.strip[0].flag:
            return None
        return Message("survive.flag", {"name": name, "n": self.flag_holds, "all": self.answered})


Alternatives = Mapping[Any, Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What else could be defended, as the caller knows it.

    parents  company -> parent, where brands belong together
    lags     months -> the observations joined with that lag
    seconds  name of another observed measure -> its observations
    read_in  source -> where it was read, in words
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    read_in: Mapping[str, str] = field(default_factory=dict)
    lags: Alternatives = field(default_factory=dict)
    seconds: Alternatives = field(default_factory=dict)


def survivals(
    observations: Sequence[Observation], stratum: Stratum, choices: Choices | None = None
) -> dict[str, Survival]:
    """The strip of every company whose G is given as shown, by company id.

    Each choice is computed with ``gap.compute``; nothing is carried over from what is shown. A choice
    that leaves every compared figure as it is, or as another choice has it, is no reading of its own.
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
            gaps = _different([(_Case(Choice.AS_SHOWN, "", "", []), shown), *own, *shared])
            found[company] = _strip([v for one, gap in gaps if (v := _variation(company, one, gap))])
    return found


@dataclass(frozen=True, slots=True)
class _Case:
    choice: Choice
    detail: str
    name: str
    observations: list[Observation]
    source: str = ""
    months: int = 0


def _different(gaps: Sequence[tuple[_Case, Gap]]) -> list[tuple[_Case, Gap]]:
    """The choices that rest on different figures, each once; months of one lag are joined into one."""
    kept: dict[Any, tuple[_Case, Gap]] = {}
    for case, gap in gaps:
        figures = _figures(gap)
        first = kept.setdefault(figures, (case, gap))[0]
        if first.choice is case.choice is Choice.LAG:
            kept[figures] = (replace(first, months=case.months), gap)
    return list(kept.values())


def _figures(gap: Gap) -> Any:
    """What the ratios of a gap rest on; where there is none, all that it holds."""
    compared = [row.observation for row in gap.rows if row.expected_rate is not None]
    seen = compared or [row.observation for row in gap.rows]
    return bool(compared), frozenset(
        (one.company, one.claim, one.y, one.rate, one.per_n, one.exposure, one.n, bool(one.coverage))
        for one in seen
    )


def _for_all(observations: Sequence[Observation], choices: Choices) -> Iterator[_Case]:
    """The choices that are the same for every company."""
    seen = list(observations)
    for i, one in enumerate(seen):
        for source, settled in _readings(one):
            others = [*seen[:i], settled, *seen[i + 1 :]]
            said = choices.read_in.get(source, source)
            yield _Case(Choice.SOURCE, f"{one.company}~{source}", one.name, others, said)
    for i, one in enumerate(seen):
        yield _Case(Choice.DROP_ONE, one.company, one.name, [*seen[:i], *seen[i + 1 :]])
    for months, lagged in choices.lags.items():
        yield _Case(Choice.LAG, str(months), str(months), list(lagged), months=int(months))
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
    given = row.ratio if isinstance(row.ratio, Estimate) else None
    return Variation(
        case.choice, case.detail, case.name, given.value if given else None, low, high, row.flag,
        greatest=low is not None and all(high_ is not None and low > high_ for _, high_ in others),
        least=high is not None and all(low_ is not None and high < low_ for low_, _ in others),
        k=gap.k, kind=given.kind if given else Kind.NONE,
        why=row.ratio.reason if isinstance(row.ratio, Refusal) else None,
        source=case.source, months=case.months,
    )  # fmt: skip


def _ends(row: Row) -> tuple[float | None, float | None]:
    """The interval of a company's G; G itself where it has none."""
    ratio = row.ratio
    if not isinstance(ratio, Estimate):
        return None, None
    low = ratio.low if ratio.low is not None else ratio.value
    return low, ratio.high if ratio.high is not None else ratio.value


def _strip(strip: Sequence[Variation]) -> Survival:
    shown = strip[0]
    answered = [one for one in strip if one.answered]
    return Survival(
        strip=tuple(strip),
        holds=sum(one.side == shown.side != 0 for one in answered),
        answered=len(answered),
        silent=len(strip) - len(answered),
        flag_holds=sum(one.flag == shown.flag != "" for one in answered),
        always_greatest=all(one.greatest for one in answered),
        always_least=all(one.least for one in answered),
    )
