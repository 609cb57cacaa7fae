"""The gap: M0, M1, M3 and M4 of one stratum, each a number or a refusal (FORMULAS F1 to F24)."""

from __future__ import annotations

from collections.abc import Sequence

from barometer.measures.eligibility import (
    FEWEST,
    FEWEST_FLAGGED,
    FEWEST_IN_FUNNEL,
    Membership,
    membership,
    unsettled,
)
from barometer.measures.line import Context, Line
from barometer.measures.panel import MOST_UNSETTLED
from barometer.measures.ranking import Ranks, ranks
from barometer.measures.same_score import same_score
from barometer.measures.settled import Figures, Origin, read
from barometer.measures.standard import standards
from barometer.model import Code, Estimate, Gap, Mode, Observation, Row, SameScore, Status, Stratum

#: Metrics whose lowest figure is the best; all others are read the other way.
LOWER_IS_BETTER = frozenset({"grade_1_best", "share_dissatisfied"})


def compute(
    observations: Sequence[Observation], stratum: Stratum, *, higher_is_better: bool | None = None
) -> Gap:
    """All that can be said of the companies of one stratum, and why not where it can't.

    observations      one a company, all of one comparability group (the caller splits them)
    higher_is_better  whether the highest claim is rank 1; by default as the metric has it

    ImpossibleNumber for a figure that cannot be (a negative count, a share over 1, no exposure);
    ValueError for companies given twice or of several comparability groups.
    """
    _one_group(observations)
    better = stratum.metric not in LOWER_IS_BETTER if higher_is_better is None else higher_is_better
    figures = [read(one, share=stratum.is_share) for one in observations]
    who = membership(figures, stratum)
    given = [figures[i] for i in who.eligible]
    found = standards(given, who.mode) if given and who.mode is not Mode.RAW else None
    placed = ranks(
        [figures[i] for i in who.ranked], who.basis,
        share=stratum.is_share, higher_is_better=better,
    )  # fmt: skip
    context = Context(stratum, who, found, placed)
    rows = tuple(Line(context, one, i).row() for i, one in enumerate(figures))
    return Gap(
        mode=who.mode,
        status=_status(rows, placed),
        k=len(who.eligible),
        k_measured=found.k_measured if found else 0,
        k_rank=len(who.ranked),
        rows=rows,
        same_score=_same_score(rows, figures, who),
        codes=_stratum_codes(context, figures),
        funnel=found.funnel if found else None,
    )


def _one_group(observations: Sequence[Observation]) -> None:
    companies = [one.company for one in observations]
    if len(set(companies)) < len(companies):
        raise ValueError("a company stands twice in one stratum")
    if len({one.peer_group for one in observations}) > 1:
        raise ValueError("companies of several comparability groups are never set side by side")


def _status(rows: Sequence[Row], placed: Sequence[Ranks]) -> Status:
    if any(isinstance(row.ratio, Estimate) for row in rows):
        return Status.COMPUTED
    if placed:
        return Status.RANKS
    return Status.RAW if any(_side_by_side(row) for row in rows) else Status.REFUSED


_BARS_ALL = frozenset({
    Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF,
})  # fmt: skip


def _side_by_side(row: Row) -> bool:
    """Whether a claim and complaints may stand beside each other as raw figures."""
    return not any(refusal.code in _BARS_ALL for refusal in row.refused)


def _same_score(rows: Sequence[Row], figures: Sequence[Figures], who: Membership) -> tuple[SameScore, ...]:
    """M0 among those who may be set side by side; figures of another metric are no 'same score'."""
    places = [i for i in who.ranked if not figures[i].observation.mixed_metric]
    found = {rows[i].observation.company: rate for i in places if (rate := rows[i].rate) is not None}
    return same_score([figures[i] for i in places], found)


def _stratum_codes(context: Context, figures: Sequence[Figures]) -> tuple[Code, ...]:
    """F24's codes of the stratum, in its order."""
    who, found = context.who, context.standards
    in_use = sorted(set(who.eligible) | set(who.ranked))
    open_ = unsettled([figures[i] for i in in_use], who.basis)
    origins = {ends.origin for ends in open_}
    measured = found.k_measured if found and who.mode is Mode.EXPOSURE else None
    share = context.stratum.gives_ratio
    holds = {
        Code.NOT_A_SHARE: not context.stratum.is_share,
        Code.WEIGHTED_COMPLAINTS: context.stratum.weighted,
        Code.FEW_COMPANIES: len(who.eligible if share else who.ranked) < FEWEST,
        Code.RATES_ONLY: who.mode is Mode.RATES,
        Code.PUBLISHED_RANGE: Origin.RANGE in origins,
        Code.NO_FLAG_UNDER_6: measured is not None and measured < FEWEST_FLAGGED,
        Code.NO_FUNNEL_UNDER_10: measured is not None and measured < FEWEST_IN_FUNNEL,
        Code.SOURCES_DISAGREE: Origin.SOURCES in origins,
        Code.TOO_MANY_RANGES: found is not None and found.unsettled > MOST_UNSETTLED,
        Code.WIDE_SPREAD: found is not None and found.wide,
    }
    return tuple(code for code, true in holds.items() if true)
