"""What a chart calls its figures: a weighted score is no complaints, 'at least' no range, one no plural."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from barometer.answer.amounts import ROUGH, native_said
from barometer.figures.cited import capital
from barometer.figures.look import Look, Meta
from barometer.figures.reading import counts_only, ends, observed_stated, per_n, per_unit, rate_places
from barometer.measures.stated import FLOORS, bound_of, counted_as, noun_of
from barometer.model import Code, Estimate, Gap, Quantity, Row, Stratum

_UNVERIFIED = "_weighted"  # ends the id of what a weighted score is per, which no source states


def ratios_shown(gap: Gap) -> bool:
    """Whether ratios may make a headline: not where the greatest is over ten times the least."""
    return Code.WIDE_SPREAD not in gap.codes


def what(stratum: Stratum, meta: Meta, look: Look) -> str:
    """What the claimed side measures, and of whom where that is not every customer."""
    share = stratum.is_share
    named = look.phrase("figures.what.share") if share else capital(meta.label(stratum.metric, look))
    return of_whom(named, stratum, meta, look)


def of_whom(named: str, stratum: Stratum, meta: Meta, look: Look) -> str:
    """A name with the stratum's subject after it: 'Satisfaction (mobile)'."""
    if not stratum.subject:
        return named
    return look.phrase("figures.what.of", what=named, subject=meta.label(stratum.subject, look))


def by(stratum: Stratum, look: Look) -> dict[str, str]:
    """What the places are by, on either side: 'by satisfaction', 'by complaints'."""
    claim = "figures.by.share" if stratum.is_share else "figures.by.metric"
    seen = f"figures.by.complaints{noun_of(stratum)}"
    return {"by_claim": look.phrase(claim), "by_observed": look.phrase(seen)}


def per(gap: Gap, stratum: Stratum) -> dict[str, Any]:
    """What rates are per, as the parameters of a message."""
    return {"n": per_n(gap, stratum), "per": per_unit(gap, stratum).removesuffix(_UNVERIFIED)}


def unverified(gap: Gap, stratum: Stratum) -> bool:
    """Whether what the complaints are per is not stated by the source that was read."""
    return per_unit(gap, stratum).endswith(_UNVERIFIED)


def claim_said(claim: Quantity, stratum: Stratum, look: Look) -> str:
    """A published figure where no heading names its unit: '79 of 100', '4.9/10', '41.5 points'."""
    if claim.unit == "percent" or claim.value is None:
        return look.claim(claim)
    return look.say(native_said(claim.value, claim.unit, stratum.scale))


def expected_words(estimate: Estimate | None, gap: Gap, look: Look) -> str:
    """An expected rate: one decimal at least below 100, so that observed / expected is seen to hold."""
    if estimate is None:
        return ""
    most = max((end for end in ends(estimate) if end is not None), default=0.0)
    return look.estimate(estimate, max(rate_places(gap), 1) if most < 100 else rate_places(gap))


def observed_words(known: Estimate | None, gap: Gap, row: Row, look: Look) -> str:
    """Complaints as they are drawn; 'at least' and 'at most' stay what the source says they are."""
    if known is None:
        return ""
    places = rate_places(gap)
    stated = observed_stated(gap, row)
    how = bound_of(stated)
    if known.value is not None and any(one.qualifier in ROUGH for one in stated):
        return look.phrase("figures.about", x=look.estimate(known, places))
    if how and how not in FLOORS and known.value is None and known.high is not None:
        return look.phrase(f"figures.{how}", x=look.digits(known.high, places))
    low = known.value if known.value is not None else known.low
    if how in FLOORS and low is not None and counts_only(gap):
        return look.phrase(f"figures.{how}", x=look.digits(low, places))
    return look.estimate(known, places)


def singular(said: str, estimate: Estimate | None, look: Look) -> bool:
    """Whether a noun after the number is in the singular: 1 in English, all below 2 in French."""
    if look.lang == "fr":
        if estimate is None:
            return False
        told = ends(estimate) if estimate.value is None else (estimate.value,)
        most = [end for end in told if end is not None]
        return bool(most) and max(most) < 2 and not said.startswith("2")
    return said == "1"


def counted(said: str, estimate: Estimate | None, stratum: Stratum, look: Look) -> str:
    """'18 complaints', 'one complaint', '18 reports'."""
    one = "_one" if singular(said, estimate, look) else ""
    return look.phrase(f"figures.short.count{one}{counted_as(stratum.channel)}", count=said)


def rated(said: str, estimate: Estimate | None, gap: Gap, stratum: Stratum, look: Look) -> str:
    """'20 complaints per 100,000 customers'; a weighted score by its own name."""
    if stratum.weighted:
        return look.phrase("figures.alt.rate_weighted", r=said)
    one = "_one" if singular(said, estimate, look) else ""
    return look.phrase(f"figures.alt.rate{one}{counted_as(stratum.channel)}", r=said, **per(gap, stratum))


def awaited(estimate: Estimate, gap: Gap, look: Look) -> str:
    """'10.5 expected'."""
    said = expected_words(estimate, gap, look)
    one = singular(said, estimate, look)
    return look.phrase("figures.alt.expected_one" if one else "figures.alt.expected", e=said)


def sentence_end(parts: Sequence[str]) -> str:
    """Parts as sentences, each with one full stop; a question keeps its mark."""
    kept = [part.rstrip(". ") for part in parts if part.strip(". ")]
    return " ".join(part if part.endswith("?") else f"{part}." for part in kept)
