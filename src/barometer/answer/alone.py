"""What goes with a finding that leaves its page: its place and time, its caveat, whom it compares."""

from __future__ import annotations

from collections.abc import Mapping

from barometer.answer.amounts import of_a_part, of_another_time
from barometer.answer.parts import Answer
from barometer.measures.stated import figure_of
from barometer.model import Code, Estimate, Gap, Label, Message, Rank, Row, Status, Stratum

_BARRED = frozenset({
    Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS, Code.MISSING_EXPOSURE, Code.CLAIM_99, Code.MIXED_METRIC,
    Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF,
})  # fmt: skip


def compared(row: Row) -> bool:
    """Whether a company counts among those that the others are compared with."""
    return not any(refusal.code in _BARRED for refusal in row.refused)


def scoped(answer: Answer, company: str) -> Message | None:
    """A company's sentence with its sector, country and time, which its page says around it.

    None where the answer has no sentence on the company.
    """
    said = answer.sentences.get(company)
    if said is None or answer.stratum is None or answer.gap is None:
        return None
    seen = [row.observation for row in answer.gap.rows if row.observation.company == company]
    stratum = answer.stratum
    # what is refused keeps the period of the comparison, as the chart's title has it
    made = None if answer.gap.status is Status.REFUSED else of_another_time(seen, stratum.period)
    measured = of_a_part(seen, stratum.period, always=True)
    params = {
        "sector": stratum.sector, "country": stratum.country, "period": made or stratum.period,
        "measured": measured or Message("value.when", {"period": stratum.period}), "said": said.company,
    }  # fmt: skip
    dated = f"_dated{figure_of(stratum)}" if measured or made else ""
    return Message(f"sentence.scoped{dated}", params)


def caveat(gap: Gap, stratum: Stratum, channels: Mapping[str, Label]) -> Message | None:
    """What the figures of a comparison do not show; None where nothing is set side by side."""
    if gap.status is Status.REFUSED:
        return None
    wide = Code.WIDE_SPREAD in gap.codes  # then the places are shown, not the ratios
    if not wide and any(isinstance(row.ratio, Estimate) for row in gap.rows):
        id_ = stratum.channel
        channel = channels.get(id_, Label(id_.replace("_", " "), id_.replace("_", " ")))
        return Message("sentence.caveat.ratios", {"channel": channel})
    placed = any(isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank) for row in gap.rows)
    return Message("sentence.caveat.ranks" if placed else "sentence.caveat.raw")


def caveat_of(answer: Answer, channels: Mapping[str, Label]) -> Message | None:
    """The caveat of an answer's comparison, for a text or a table that carries no chart."""
    if answer.gap is None or answer.stratum is None:
        return None
    return caveat(answer.drawn or answer.gap, answer.stratum, channels)
