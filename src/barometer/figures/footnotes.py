"""What stands under a figure: 'expected', the caveat, the intervals, whose complaints, who asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from barometer.answer import alone
from barometer.answer.amounts import taken_together
from barometer.figures.cited import capital, joined
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
    observed,
    observed_point,
    published_end,
)
from barometer.figures.texts import differing_ties
from barometer.figures.worded import ratios_shown
from barometer.measures.stated import noun_of
from barometer.model import (
    Claim,
    Code,
    Complaints,
    Estimate,
    Exposure,
    Gap,
    Kind,
    Label,
    Message,
    Mode,
    Observation,
    Refusal,
    Row,
    Status,
    Stratum,
    noted,
)

_Record = Claim | Complaints | Exposure


def notes(
    gap: Gap, stratum: Stratum, meta: Meta, look: Look, one_sided: Sequence[Row] = (), flags: bool = False
) -> tuple[str, ...]:
    """What stands under a gap: 'expected', the caveat, the intervals, related companies, more."""
    first = [look.phrase("figures.note.expected", n=gap.k - 1)] if has_ratio(gap) else []
    if not ratios_shown(gap):
        first.append(capital(look.say(gap.why_wide)))
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
    said += [*related(gap, meta, look), *printed_with(gap, look)]
    if one_sided:
        said.append(look.phrase("figures.note.one_sided", names=[row.observation.name for row in one_sided]))
    return (" ".join(first), " ".join(said), *(look.say(note) for note in meta.notes))


def printed_with(gap: Gap, look: Look) -> list[str]:
    """What the figures of a comparison are to be printed with, and all that is noted of titled companies.

    A note that most companies have is said once, of all; any other with their names. Of a refused
    comparison nothing is set side by side: its companies' own notes stand on the page and in the files.
    """
    titled = {member.observation.company for _, members in differing_ties(gap) for member in members}
    met = _met(gap)
    due, every = _noted(met, _records, "with_note"), _noted(met, _records)
    some = {
        note: holders
        for note, holders in every.items()
        if len(holders) <= len(met) / 2 and gap.status is not Status.REFUSED
        and (note in due or any(one.company in titled for one in holders))
    }  # fmt: skip
    return [*_of_some(some, look), *_of_most(due, met, look)]


def complaints_printed_with(rows: Sequence[Row], look: Look) -> list[str]:
    """The same of complaints that stand alone."""
    seen = [row.observation for row in rows]
    due = _noted(seen, lambda one: one.complaints, "with_note")
    some = {note: holders for note, holders in due.items() if len(holders) <= len(seen) / 2}
    return [*_of_some(some, look), *_of_most(due, seen, look)]


def _of_some(told: Mapping[Label, Sequence[Observation]], look: Look) -> list[str]:
    return [
        look.phrase("figures.note.titled", names=[one.name for one in holders], note=note)
        for note, holders in told.items()
    ]


def _of_most(
    told: Mapping[Label, Sequence[Observation]], seen: Sequence[Observation], look: Look
) -> list[str]:
    shared = [note for note, holders in told.items() if len(holders) > len(seen) / 2]
    return [look.phrase("value.label", label=note) for note in shared]


def _met(gap: Gap) -> list[Observation]:
    return [row.observation for row in gap.rows if has_claim(row) and observed(gap, row) is not None]


def _noted(
    seen: Sequence[Observation], records: Callable[[Observation], Sequence[_Record]], publish: str = ""
) -> dict[Label, list[Observation]]:
    """Notes of records and whose they are; with ``publish``, of those that are published so."""
    told: dict[Label, list[Observation]] = {}
    for one in seen:
        kept = [r for r in records(one) if r.note and publish in ("", getattr(r, "publish", ""))]
        for note in dict.fromkeys(noted(record) for record in kept):
            told.setdefault(note, []).append(one)
    return told


def _records(seen: Observation) -> Sequence[_Record]:
    return (*seen.claims, *seen.complaints, *seen.exposures)


def counted_of(gap: Gap, stratum: Stratum, look: Look) -> list[str]:
    """What the complaints are counted of, where their source says so and the published figure's doesn't."""
    if gap.status is Status.REFUSED or stratum.weighted:
        return []
    met = [row.observation for row in gap.rows if has_claim(row) and observed(gap, row) is not None]
    asked = {stratum.subject, "", *(claim.population for one in met for claim in one.claims)}
    noun = noun_of(stratum)
    told = {
        f"figures.note.counted_of{noun}": {record.population for one in met for record in one.complaints},
        f"figures.note.counted_as{noun}": {record.definition for one in met for record in one.complaints},
    }
    return [
        look.phrase(id_, what=[look.phrase("ui.term", id=part) for part in sorted(parts - asked)])
        for id_, parts in told.items()
        if parts - asked
    ]


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
    return _asked_by([claim for row in gap.rows for claim in row.observation.claims], meta, look)


def surveyed(claims: Sequence[Claim], meta: Meta, look: Look) -> list[str]:
    """How many were asked, by whom, who paid: of published figures that no gap holds; nothing of none."""
    if not claims:
        return []
    sizes = [claim.n for claim in claims if claim.n]
    span = look.span(look.digits(min(sizes)), look.digits(max(sizes))) if sizes else ""
    size = look.phrase("figures.note.n_some", low=span) if span else look.phrase("figures.note.n_none")
    return [f"{size} {_asked_by(claims, meta, look)}"]


def records_printed_with(records: Sequence[_Record], names: Mapping[str, str], look: Look) -> list[str]:
    """What figures that no gap holds are to be printed with, each note once.

    names  the companies that are drawn; with its companies' names stands what most of them do not share
    """
    told: dict[Label, list[str]] = {}
    for record in records:
        if record.note and record.publish == "with_note" and record.company in names:
            told.setdefault(noted(record), []).append(names[record.company])
    return [
        look.phrase("value.label", label=note)
        if 2 * len(set(holders)) > len(names)
        else look.phrase("figures.note.titled", names=list(dict.fromkeys(holders)), note=note)
        for note, holders in told.items()
    ]


def _asked_by(claims: Sequence[Claim], meta: Meta, look: Look) -> str:
    asked, paid = (
        _known(ids, meta, look)
        for ids in ([claim.asked_by for claim in claims], [claim.paid_by for claim in claims])
    )
    return look.phrase("figures.note.asked_by", asked=asked, paid=paid)


def _known(ids: Sequence[str], meta: Meta, look: Look) -> str:
    """The names that are given, and that they are not given of every figure where they aren't."""
    said = joined((meta.label(id_, look) for id_ in ids if id_), look)
    if not said:
        return look.phrase("figures.note.not_given")
    return said if all(ids) else look.phrase("figures.note.partly_given", known=said)


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
