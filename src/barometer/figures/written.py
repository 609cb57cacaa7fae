"""The figures of a row as they are written out: in columns, in one text for a phone, as a refusal."""

from __future__ import annotations

from barometer.figures.arrange import Line
from barometer.figures.look import Look
from barometer.figures.reading import (
    MISMATCHES,
    grey,
    has_claim,
    has_ranks,
    has_ratio,
    main_refusal,
    observed,
    per_n,
    place_words,
)
from barometer.figures.texts import ratio_words
from barometer.figures.worded import awaited, by, counted, expected_words, observed_words, rated
from barometer.model import Estimate, Gap, Rank, Row, Status, Stratum

_RATIO = ("figures.column.rate", "figures.column.expected", "figures.column.ratio", "figures.column.range")


def columns(gap: Gap, look: Look, noun: str = "") -> tuple[str, ...]:
    """The headers of the columns of figures; ``noun`` ends the ids of those that name complaints."""
    rate = "figures.column.weighted" if noun == "_weighted" else "figures.column.rate"
    ranks = (rate, "figures.column.rank_claim", f"figures.column.rank_observed{noun}")
    ids = _RATIO if has_ratio(gap) else ranks if has_ranks(gap) else ranks[:1]
    return tuple(look.phrase(id_) for id_ in ids)


def line(gap: Gap, row: Row, stratum: Stratum, look: Look, focus: str = "") -> Line:
    """A company's row: name, figures, and why it is not compared where it isn't."""
    seen = row.observation
    return Line(
        id=seen.company,
        name=seen.name,
        cells=_cells(gap, row, look),
        short=_short(gap, row, stratum, look),
        reason=_reason(gap, row, look),
        focus=seen.company == focus,
        faint=grey(gap, row),
    )


def _cells(gap: Gap, row: Row, look: Look) -> tuple[str, ...]:
    rate = observed_words(observed(gap, row), gap, row, look)
    if has_ratio(gap):
        return rate, expected_words(row.expected_rate, gap, look), *ratio_cells(row, look)
    if has_ranks(gap):
        pair = (row.rank_claim, row.rank_observed)
        return rate, *(place_words(rank, look) if isinstance(rank, Rank) else "" for rank in pair)
    return (rate,)


def ratio_cells(row: Row, look: Look) -> tuple[str, str]:
    """The ratio and its interval; the shrunken value where only that may be given."""
    if isinstance(row.ratio, Estimate):
        point = look.times(row.ratio.value) if row.ratio.value is not None else ""
        return point, look.ends(row.ratio)
    if row.shrunk is not None and row.shrunk.value is not None:
        return look.phrase("figures.row.shrunk", ratio=look.times(row.shrunk.value)), look.ends(row.shrunk)
    return "", ""


def _short(gap: Gap, row: Row, stratum: Stratum, look: Look) -> str:
    known = observed(gap, row)
    if known is None:
        return ""
    rate = observed_words(known, gap, row, look)
    if isinstance(row.ratio, Estimate):
        expected = awaited(row.expected_rate, gap, look) if row.expected_rate is not None else ""
        said = ratio_words(row.ratio, look)
        return look.phrase("figures.short.ratio", rate=rate, expected=expected, ratio=said)
    if isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank):
        claim, place = place_words(row.rank_claim, look), place_words(row.rank_observed, look)
        return look.phrase("figures.short.ranks", rate=rate, claim=claim, observed=place, **by(stratum, look))
    if row.rate is None:
        return counted(rate, known, stratum, look)
    if stratum.weighted:
        return rated(rate, known, gap, stratum, look)
    return look.phrase("figures.short.rate", rate=rate, n=per_n(gap, stratum))


def _reason(gap: Gap, row: Row, look: Look) -> str:
    """Why the company is not compared; '' where it is, and where its empty track says it."""
    one_sided = not has_claim(row) or observed(gap, row) is None
    refusal = main_refusal(row)
    if isinstance(row.ratio, Estimate) or one_sided or refusal is None:
        return ""
    mismatch = refusal.code in MISMATCHES and gap.status is not Status.REFUSED
    if not mismatch and not has_ratio(gap) and (not has_ranks(gap) or isinstance(row.rank_claim, Rank)):
        return ""
    return look.phrase("figures.row.refused", reason=look.say(refusal.reason))
