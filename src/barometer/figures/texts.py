"""The texts around a figure: title, scope, caveat, intervals, sources, alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from barometer.answer import alone
from barometer.answer.amounts import of_another_time, taken_together
from barometer.figures.cited import capital, joined, semicolons
from barometer.figures.look import Look, Meta
from barometer.figures.reading import (
    apart,
    claim_drawn,
    claimed,
    has_claim,
    has_count,
    has_rate,
    has_ratio,
    hollow,
    main_refusal,
    middle,
    observed,
    observed_point,
    place_words,
    published_end,
    rate_places,
)
from barometer.figures.typeset import kept_whole
from barometer.figures.worded import (
    awaited,
    by,
    claim_said,
    counted,
    observed_words,
    rated,
    ratios_shown,
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
    Kind,
    Message,
    Mode,
    Period,
    Rank,
    Refusal,
    Row,
    SameScore,
    Source,
    Status,
    Stratum,
)


def finding(gap: Gap, stratum: Stratum, meta: Meta, look: Look) -> tuple[str, ...]:
    """The headline in parts: every tie with its complaints, else the sector sentence, else the scope."""
    ties = differing_ties(gap)
    if ties:
        said = [_tie(tie, members, rate_places(gap), stratum, look) for tie, members in ties]
        semicolon = semicolons(("", ""), look).rstrip(" ")
        first = look.phrase(f"figures.title.same_score{noun_of(stratum)}")
        return (first, *(f"{one}{semicolon}" for one in said[:-1]), said[-1])
    about = {"sector": stratum.sector, "country": stratum.country, "period": stratum.period}
    if gap.status is Status.REFUSED:
        return (capital(look.phrase("figures.title.refused", **about)),)
    alone = [row for row in gap.rows if has_claim(row) and observed(gap, row) is not None]
    if gap.status is Status.RAW and len(alone) == 1 and not apart(alone[0]):
        return _single(gap, alone[0], stratum, look)
    if meta.sentence is not None and not stratum.weighted:
        return (look.say(meta.sentence).rstrip("."),)
    raw = "figures.title.raw_weighted" if stratum.weighted else "figures.title.raw"
    return (capital(look.phrase(raw, **about)),)


def _single(gap: Gap, row: Row, stratum: Stratum, look: Look) -> tuple[str, ...]:
    """One company's figure beside its complaints: two published numbers, no judgement."""
    claim, known = claimed(row), observed(gap, row)
    assert claim is not None and known is not None
    said = look.phrase("figures.hover.claim", name=row.observation.name, c=claim_said(claim, stratum, look))
    shown = observed_words(known, gap, row, look)
    if row.rate is None:
        complaints = counted(shown, known, stratum, look)
    else:
        complaints = rated(shown, known, gap, stratum, look)
    return (f"{said}{semicolons(('', ''), look).rstrip(' ')}", complaints)


def _tie(tie: SameScore, members: Sequence[Row], places: int, stratum: Stratum, look: Look) -> str:
    size, room = look.sizes.title, look.room
    names = [kept_whole(member.observation.name, size, room) for member in members]
    rates = [look.estimate(member.rate, places) for member in members if member.rate]
    score = claim_said(tie.claim, stratum, look)
    return look.phrase("figures.title.tie", names=names, score=score, rates=rates)


def differing_ties(gap: Gap) -> list[tuple[SameScore, list[Row]]]:
    """All ties with their rows, where at least one of them has different rates; else none."""
    rows = {row.observation.company: row for row in gap.rows}
    found = [(tie, [rows[company] for company in tie.companies if company in rows]) for tie in gap.same_score]
    found = [(tie, members) for tie, members in found if len(members) > 1 and all(m.rate for m in members)]
    rates = [{(m.rate.value, m.rate.low, m.rate.high) for m in members if m.rate} for _, members in found]
    return found if any(len(rate) > 1 for rate in rates) else []


def scope(gap: Gap, stratum: Stratum, meta: Meta, look: Look, always: bool = False) -> str:
    """Who, where, when (unless the title says it); whose figure, when asked; complaints to whom."""
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


def notes(
    gap: Gap, stratum: Stratum, meta: Meta, look: Look, one_sided: Sequence[Row] = (), flags: bool = False
) -> tuple[str, ...]:
    """What stands under a gap: 'expected', the caveat, the intervals, related companies, more."""
    first = [look.phrase("figures.note.expected", n=gap.k - 1)] if has_ratio(gap) else []
    if not ratios_shown(gap):
        first.append(capital(look.say(Message("refusal.wide_spread.reason"))))
    if gap.status is Status.RAW:
        few = [refusal for row in gap.rows for refusal in row.refused if refusal.code is Code.FEW_COMPANIES]
        first += [capital(look.say(refusal.reason)) for refusal in few[:1]]
        kept_apart = [one for row in gap.rows if apart(row) and (one := main_refusal(row))]
        first += list(dict.fromkeys(capital(look.say(refusal.reason)) for refusal in kept_apart))
    if gap.status is Status.REFUSED:
        first += refusals(gap, look)
    else:
        first.append(caveat(gap, stratum, meta, look))
    said = [
        *counted_of(gap, stratum, look),
        *together(gap, look),
        *intervals(gap, look),
        asked_by(gap, meta, look),
    ]
    said += [look.phrase("figures.note.flag")] if flags and any(row.flag for row in gap.rows) else []
    said += related(gap, meta, look)
    if one_sided:
        said.append(look.phrase("figures.note.one_sided", names=[row.observation.name for row in one_sided]))
    return (" ".join(first), " ".join(said), *(look.say(note) for note in meta.notes))


def counted_of(gap: Gap, stratum: Stratum, look: Look) -> list[str]:
    """What the complaints are counted of, where their source says so and the published figure's doesn't."""
    if gap.status is Status.REFUSED or stratum.weighted:
        return []
    met = [row.observation for row in gap.rows if has_claim(row) and observed(gap, row) is not None]
    counted = {
        part for one in met for found in one.complaints for part in (found.population, found.definition)
    }
    asked = {stratum.subject, *(claim.population for one in met for claim in one.claims)}
    words = [look.phrase("ui.term", id=part) for part in sorted(counted - asked - {""})]
    return [look.phrase("figures.note.counted_of", what=words)] if words else []


def together(gap: Gap, look: Look) -> list[str]:
    """That complaints of several of the regulator's periods are taken together, where they are."""
    whole = taken_together([row.observation for row in gap.rows])
    return [look.phrase("figures.note.together", **whole)] if whole else []


def refusals(gap: Gap, look: Look) -> list[str]:
    """Why a whole comparison is refused: each reason once."""
    both = [row for row in gap.rows if has_claim(row) and (has_rate(row) or has_count(row))]
    found = [refusal for row in both or gap.rows if (refusal := main_refusal(row))]
    return list(dict.fromkeys(capital(look.say(_of_all(refusal))) for refusal in found))


def _of_all(refusal: Refusal) -> Message:
    """The reason as it is said of a whole comparison, where that differs from one company's."""
    if refusal.code in _OF_ALL:
        return Message(f"refusal.{refusal.code.value}.sector", refusal.have.params)
    return refusal.reason


_OF_ALL = frozenset({Code.MISSING_COMPLAINTS, Code.MISSING_EXPOSURE, Code.MIXED_METRIC})


def caveat(gap: Gap, stratum: Stratum, meta: Meta, look: Look) -> str:
    """What the figure does not show; the sentence of the company in focus where there is one."""
    if meta.caveat is not None and ratios_shown(gap):
        return look.say(meta.caveat)
    return look.say(alone.caveat(gap, stratum, meta.labels) or Message("sentence.caveat.raw"))


def asked_by(gap: Gap, meta: Meta, look: Look) -> str:
    """Who asked the customers and who paid for it, or that it is not given."""
    claims = [claim for row in gap.rows for claim in row.observation.claims]
    asked, paid = (
        joined((meta.label(id_, look) for id_ in ids if id_), look) or look.phrase("figures.note.not_given")
        for ids in ([claim.asked_by for claim in claims], [claim.paid_by for claim in claims])
    )
    return look.phrase("figures.note.asked_by", asked=asked, paid=paid)


def intervals(gap: Gap, look: Look) -> list[str]:
    """What the marks and ranges are made of, and the surveys' sample size."""
    shown = [part for row in gap.rows for part in (row.ratio, row.rate) if isinstance(part, Estimate)]
    sized = any(row.observation.n for row in gap.rows)
    said = made_of(gap, shown, look, "rounding_alone" if sized else "rounding")
    if any(_one_end(gap, row) for row in gap.rows):
        said.append(look.phrase("figures.note.pointed"))
    rounded = any(estimate.kind is Kind.ROUNDING for estimate in shown)
    return [*said, *_sample_sizes(gap, rounded and gap.mode is not Mode.RATES, look)]


def made_of(
    gap: Gap, shown: Sequence[Estimate], look: Look, rounding: str = "rounding_alone"
) -> list[str]:  # fmt: skip
    """What the marks and ranges of some estimates are made of; nothing of a survey that they don't show."""
    kinds = {estimate.kind for estimate in shown}
    ids = {
        Kind.ROUNDING: "rates" if gap.mode is Mode.RATES else rounding,
        Kind.SAMPLING: "sampling",
        Kind.RANGE: "range",
    }
    return [look.phrase(f"figures.note.{id_}") for kind, id_ in ids.items() if kind in kinds]


def _one_end(gap: Gap, row: Row) -> bool:
    """Whether a mark of the row points: its source gives one end of a figure only."""
    claim, known = claimed(row), observed(gap, row)
    return (claim is not None and published_end(claim) is not None) or (
        known is not None and bool(observed_point(gap, row, known)[1])
    )


def sample_sizes(gap: Gap, look: Look) -> list[str]:
    """The surveys' sample sizes, or that they are not given, where no mark stands for them."""
    span = _sizes(gap, look)
    return [look.phrase("figures.note.n_some", low=span) if span else look.phrase("figures.note.n_none")]


def _sizes(gap: Gap, look: Look) -> str:
    sizes = [row.observation.n for row in gap.rows if row.observation.n]
    return look.span(look.digits(min(sizes)), look.digits(max(sizes))) if sizes else ""


def _sample_sizes(gap: Gap, said: bool, look: Look) -> list[str]:
    """The surveys' sample sizes, or that they are not given; ``said`` where another note says it."""
    span = _sizes(gap, look)
    if span:
        drawn_ = [one for row in gap.rows if row.observation.n and (one := claim_drawn(row))]
        id_ = "n_some" if any(hollow(one) for one in drawn_) else "n_filled"
        return [look.phrase(f"figures.note.{id_}", low=span)]
    if said:
        return []
    rounded = any(row.observation.claim and row.observation.claim.rounding for row in gap.rows)
    filled = any(row.rate is not None and not hollow(row.rate) for row in gap.rows)
    return [look.phrase("figures.note.hollow_claims" if rounded and filled else "figures.note.n_none")]


def related(gap: Gap, meta: Meta, look: Look) -> list[str]:
    """Companies of one group, named: they are not rivals of each other."""
    here = {row.observation.company: row.observation.name for row in gap.rows}
    said = []
    for group, companies in meta.related:
        names = [here[company] for company in companies if company in here]
        if len(names) > 1 and group in meta.names:
            name = meta.names[group].split(" (")[0]
            said.append(look.phrase("figures.note.related", names=names, group=name))
        elif len(names) > 1:
            said.append(look.phrase("figures.note.related_unnamed", names=names))
    return said


def alternative(
    gap: Gap, rows: Sequence[Row], stratum: Stratum, title: tuple[str, ...], look: Look,
    measure: str = "ratio",
) -> str:  # fmt: skip
    """The finding and each row in words, for who does not see the picture; no more than ``measure`` shows."""
    said = [row_words(gap, row, stratum, look, measure) for row in rows]
    when = of_another_time([row.observation for row in gap.rows], stratum.period)
    dated = [look.phrase("figures.alt.when", p=when)] if when else []
    return sentence_end([" ".join(title), semicolons(said, look), *dated])


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
    elif measure != "rate" and isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank):
        claim, seen = place_words(row.rank_claim, look), place_words(row.rank_observed, look)
        parts.append(look.phrase("figures.alt.place", claim=claim, observed=seen, **by(stratum, look)))
    elif refusal := main_refusal(row):
        parts.append(look.phrase("figures.row.refused", reason=look.say(refusal.reason).rstrip(".")))
    return ", ".join(parts)


def ratio_words(ratio: Estimate, look: Look) -> str:
    """'1.8 times (1.6–2.0)', or 'between 1.4 and 2.3 times' where no point may be printed."""
    said = look.phrase("figures.times", g=look.times(ratio.value)) if ratio.value is not None else ""
    if not said:
        low, high = look.times(ratio.low or 0.0), look.times(ratio.high or 0.0)
        return look.phrase("figures.short.times_range", low=low, high=high)
    range_ = look.ends(ratio)
    return look.phrase("figures.short.interval", ratio=said, range=range_) if range_ else said
