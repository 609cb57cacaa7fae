"""What is said above a figure and in its place: the title, the scope, the alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from barometer.answer import alone
from barometer.answer.amounts import of_another_time
from barometer.figures.cited import capital, joined, semicolons
from barometer.figures.look import Look, Meta
from barometer.figures.reading import (
    apart,
    claimed,
    has_claim,
    has_rate,
    main_refusal,
    middle,
    observed,
    place_words,
)
from barometer.figures.typeset import kept_whole
from barometer.figures.worded import (
    awaited,
    by,
    claim_said,
    counted,
    observed_words,
    rated,
    sentence_end,
    what,
)
from barometer.measures.stated import noun_of
from barometer.model import (
    Asserter,
    Basis,
    Claim,
    Code,
    Estimate,
    Gap,
    Message,
    Period,
    Rank,
    Row,
    SameScore,
    Source,
    Status,
    Stratum,
)


def finding(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> tuple[str, ...]:
    """The headline in parts: every tie with its complaints, else the sector sentence, else the scope.

    focus  the company in view: its two published numbers, unless a tie that is named has it
    """
    ties = differing_ties(gap)
    alone = _in_focus(gap, focus)
    if alone is not None and not any(focus in tie.companies for tie, _ in ties):
        return _single(gap, alone, stratum, look)
    if ties:
        said = [_tie(tie, members, gap, stratum, look) for tie, members in ties]
        semicolon = semicolons(("", ""), look).rstrip(" ")
        first = look.phrase(f"figures.title.same_score{noun_of(stratum)}")
        return (first, *(f"{one}{semicolon}" for one in said[:-1]), said[-1])
    about = {"sector": stratum.sector, "country": stratum.country, "period": stratum.period}
    if gap.status is Status.REFUSED:
        return (capital(look.phrase("figures.title.refused", **about)),)
    beside = [row for row in gap.rows if has_claim(row) and observed(gap, row) is not None]
    if gap.status is Status.RAW and len(beside) == 1 and not apart(beside[0]):
        return _single(gap, beside[0], stratum, look)
    if meta.sentence is not None and not stratum.weighted:
        return (look.say(meta.sentence).rstrip("."),)
    return (capital(look.phrase(f"figures.title.raw{noun_of(stratum)}", **about)),)


def _in_focus(gap: Gap, focus: str) -> Row | None:
    """The row of the company in view, where its two numbers may stand beside each other."""
    if gap.status is Status.REFUSED:
        return None
    for row in gap.rows:
        if row.observation.company == focus:
            both = has_claim(row) and observed(gap, row) is not None
            return row if both and not apart(row) else None
    return None


def _single(gap: Gap, row: Row, stratum: Stratum, look: Look) -> tuple[str, ...]:
    """One company's figure beside its complaints: two published numbers, no judgement."""
    claim, known = claimed(row), observed(gap, row)
    assert claim is not None and known is not None
    figure = claim_said(claim, stratum, look)
    if stratum.is_share:
        about = Message(f"value.said{'_about' if stratum.subject else ''}", {"subject": stratum.subject})
        figure = f"{figure} {look.say(about)}"
    said = look.phrase("figures.hover.claim", name=row.observation.name, c=figure)
    shown = observed_words(known, gap, row, look)
    if row.rate is None:
        complaints = counted(shown, known, stratum, look)
    else:
        complaints = rated(shown, known, gap, stratum, look)
    return (f"{said}{semicolons(('', ''), look).rstrip(' ')}", complaints)


def _tie(tie: SameScore, members: Sequence[Row], gap: Gap, stratum: Stratum, look: Look) -> str:
    size, room = look.sizes.title, look.room
    names = [kept_whole(member.observation.name, size, room) for member in members]
    rates = [observed_words(member.rate, gap, member, look) for member in members if member.rate]
    score = claim_said(tie.claim, stratum, look)
    return look.phrase("figures.title.tie", names=names, score=score, rates=rates)


def differing_ties(gap: Gap) -> list[tuple[SameScore, list[Row]]]:
    """All ties with their rows, where at least one of them has different rates; else none.

    None either where the companies are not alike (code wide_spread): their places stand without a headline.
    """
    if Code.WIDE_SPREAD in gap.codes:
        return []
    rows = {row.observation.company: row for row in gap.rows}
    found = [(tie, [rows[company] for company in tie.companies if company in rows]) for tie in gap.same_score]
    found = [(tie, members) for tie, members in found if len(members) > 1 and all(m.rate for m in members)]
    rates = [{(m.rate.value, m.rate.low, m.rate.high) for m in members if m.rate} for _, members in found]
    return found if any(len(rate) > 1 for rate in rates) else []


def scope(gap: Gap, stratum: Stratum, meta: Meta, look: Look, always: bool = False, focus: str = "") -> str:
    """Who, where, when (unless the title says it); whose figure, when asked; complaints to whom."""
    always = always or _in_focus(gap, focus) is not None
    claims = [claim for row in gap.rows for claim in row.observation.claims]
    about = look.phrase(
        "figures.subtitle.scope", sector=stratum.sector, country=stratum.country, period=stratum.period
    )
    said = {
        "what": what(stratum, meta, look),
        "asserter": _asserter(stratum, claims, meta, look),
        "asked": _asked(claims, look),
    }
    if stratum.channel:
        channel = _dated(meta.label(stratum.channel, look), gap, stratum, look)
        sides = look.phrase(f"figures.subtitle.sides{noun_of(stratum)}", channel=channel, **said)
    else:
        sides = look.phrase("figures.subtitle.claims", **said)
    named = not (always or differing_ties(gap) or gap.status is Status.RAW)
    return capital(sides) if named else f"{capital(about)} {sides}"


def _dated(channel: str, gap: Gap, stratum: Stratum, look: Look) -> str:
    """A channel, with when its complaints were made where that is another time than the figures' own."""
    when = of_another_time([row.observation for row in gap.rows], stratum.period)
    return look.phrase("figures.subtitle.dated", channel=channel, p=when) if when else channel


def _asserter(stratum: Stratum, claims: Sequence[Claim], meta: Meta, look: Look) -> str:
    if stratum.asserted_by is Asserter.COMPANY:
        alone = len({claim.company for claim in claims}) == 1
        return look.phrase(f"figures.asserter.company{'_one' if alone else ''}")
    known = [meta.sources[claim.source] for claim in claims if claim.source in meta.sources]
    publisher = joined((_publisher(source, look) for source in known), look)
    if not publisher:
        return look.phrase("figures.asserter.unknown")
    if stratum.asserted_by is Asserter.REGULATOR:
        return look.phrase("figures.asserter.regulator", publisher=publisher)
    return look.phrase("figures.asserter.third_party", publisher=publisher)


def _publisher(source: Source, look: Look) -> str:
    if source.unsaid:
        return look.phrase("asserter.file", publisher=source.publisher)
    return look.phrase("value.by", name=source.publisher)


def _asked(claims: Sequence[Claim], look: Look) -> str:
    periods = [claim.period for claim in claims if claim.period is not None]
    if not periods:
        return look.phrase("figures.subtitle.no_dates")
    whole = Period(min(p.start for p in periods), max(p.end for p in periods))
    said = look.phrase("figures.period", p=whole)
    bases = {p.basis for p in periods} - {Basis.FIELDWORK, Basis.CALENDAR}
    if not bases:
        return said
    if bases in ({Basis.EDITION}, {Basis.PUBLICATION}):
        return look.phrase(f"figures.subtitle.{bases.pop().value}", dates=said)
    if bases == {Basis.INFERRED}:
        months = all(p.days <= 31 for p in periods if p.basis is Basis.INFERRED)
        return look.phrase(f"figures.subtitle.inferred_{'month' if months else 'dates'}", dates=said)
    return look.phrase("figures.subtitle.assumed", dates=said)


def alternative(
    gap: Gap, rows: Sequence[Row], stratum: Stratum, title: tuple[str, ...], meta: Meta, look: Look,
    measure: str = "ratio", focus: str = "",
) -> str:  # fmt: skip
    """The finding, whose and when, each row in words and the caveat, for who does not see the picture.

    No more than ``measure`` shows.
    """
    said = [row_words(gap, row, stratum, look, measure) for row in rows]
    when = of_another_time([row.observation for row in gap.rows], stratum.period)
    dated = [look.phrase("figures.alt.when", p=when)] if when else []
    ranks = Message("sentence.caveat.ranks") if measure == "rank" else None
    told = ranks or alone.caveat(gap, stratum, meta.labels)
    caveat = [look.say(told)] if told else []
    about = scope(gap, stratum, meta, look, focus=focus)
    return sentence_end([" ".join(title), about, semicolons(said, look), *dated, *caveat])


def row_words(gap: Gap, row: Row, stratum: Stratum, look: Look, measure: str = "ratio") -> str:
    """One company in words: claim, rate, expected, ratio with its interval, or places, or refusal."""
    parts = []
    figure, known = claimed(row), observed(gap, row)
    told = claim_said(figure, stratum, look) if figure else look.phrase("figures.alt.nothing")
    parts.append(look.phrase("figures.hover.claim", name=row.observation.name, c=told))
    if known is not None:
        shown = observed_words(known, gap, row, look)
        rate = rated(shown, known, gap, stratum, look) if has_rate(row) else ""
        parts.append(rate or counted(shown, known, stratum, look))
    ratios = measure == "ratio"
    if ratios and row.expected_rate is not None and middle(row.expected_rate) is not None:
        parts.append(awaited(row.expected_rate, gap, look))
    if ratios and isinstance(row.ratio, Estimate):
        parts.append(ratio_words(row.ratio, look))
    elif isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank):
        claim, seen = place_words(row.rank_claim, look), place_words(row.rank_observed, look)
        parts.append(look.phrase("figures.alt.place", claim=claim, observed=seen, **by(stratum, look)))
    elif refusal := main_refusal(row):
        parts.append(look.phrase("figures.alt.refused", reason=look.say(refusal.reason).rstrip(".")))
    return ", ".join(parts)


def ratio_words(ratio: Estimate, look: Look) -> str:
    """'1.8 times (1.6–2.0)', or 'between 1.4 and 2.3 times' where no point may be printed."""
    said = look.phrase("figures.times", g=look.times(ratio.value)) if ratio.value is not None else ""
    if not said:
        low, high = look.times(ratio.low or 0.0), look.times(ratio.high or 0.0)
        return look.phrase("figures.short.times_range", low=low, high=high)
    range_ = look.ends(ratio)
    return look.phrase("figures.short.interval", ratio=said, range=range_) if range_ else said
