"""The desk: the one door to a number. ``desk.answer(view) -> Answer``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from barometer import records
from barometer.answer import Answer, CompanyFile, LeftOut, Side, Timeline
from barometer.answer.amounts import moved
from barometer.answer.words import Words
from barometer.desk.drawing import as_drawn, no_grain, no_map_now
from barometer.desk.finding import Finder, matching, span
from barometer.desk.holdings import company_file, hold
from barometer.desk.mapped import of_answer
from barometer.desk.reserves import after, late, notes
from barometer.desk.saying import Held, Saying
from barometer.desk.sayings import sayings
from barometer.engine import Engine
from barometer.measures.otherwise import would_survive
from barometer.measures.strata import Computed, Strata
from barometer.measures.survival import Survival
from barometer.model import (
    Claim,
    Company,
    Comparison,
    Complaints,
    Exposure,
    Gap,
    Label,
    Message,
    Observation,
    Report,
    Row,
    Source,
    Stratum,
    called,
)
from barometer.store.carried import absent
from barometer.store.package import DATA, Package, read
from barometer.store.problem import PackageError
from barometer.view import View, chooses, decode, drawn_like, undrawn

_KEPT = 128


class Desk:
    """Answers views on one package of figures. Build it once a data id; it is safe to share.

    base     id of the default figures, where uploads were united with them
    uploads  ids of the datasets that the package holds besides
    """

    def __init__(self, package: Package, base: str = "", uploads: Sequence[str] = ()) -> None:
        self.package = package
        self.data_id = package.id
        self.base_id = base or package.id
        self.uploads = tuple(uploads)
        self.engine = Engine({**package.tables, "region_month": package.regional})
        self.held = held = hold(package)
        self.companies, self.names, self.sources = held.companies, held.names, held.sources
        self.claims, self.exposures = held.claims, held.exposures
        self.channels, self.metrics = held.channels, held.metrics
        self.strata = Strata(self.engine, held.names, held.groups, held.claims, held.exposures)
        self.finder = Finder(held.companies, held.aliases)
        self._answers = lru_cache(maxsize=_KEPT)(self._answer)

    @cached_property
    def checked_on(self) -> str:
        """The day on which the package's figures were last checked, ISO; '' if it doesn't say."""
        return str(self._about.get("checked_on", ""))

    @cached_property
    def created(self) -> date | None:
        """The day on which the package was put together, if it says."""
        try:
            return date.fromisoformat(str(self.package.meta.get("created", ""))[:10])
        except ValueError:
            return None

    @cached_property
    def default_view(self) -> View:
        """The view that the package names as the one to open with; else the empty view."""
        return decode(str(self._about.get("default_view", "")))[0]

    def opening(self, view: View) -> View:
        """The view; where it chooses no comparison, the package's own first one, drawn as the view asks."""
        return view if chooses(view) else drawn_like(self.default_view, view)

    @cached_property
    def why_default(self) -> Label:
        """Why the package opens with that view, in both languages."""
        why = self._about.get("why", {})
        return Label(str(why.get("en", "")), str(why.get("fr", "")))

    @property
    def _about(self) -> Mapping[str, Any]:
        about = self.package.meta.get("barometer", {})
        return about if isinstance(about, Mapping) else {}

    @cached_property
    def _entries(self) -> tuple[tuple[Comparison, frozenset[str]], ...]:
        return self.strata.all()

    @cached_property
    def _comparisons(self) -> tuple[Comparison, ...]:
        return tuple(comparison for comparison, _ in self._entries)

    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison of the package, with its status; computed once."""
        return self._comparisons

    def concerning(self, company: str) -> tuple[Comparison, ...]:
        """The comparisons in which a company stands, on one side or on both."""
        return tuple(comparison for comparison, members in self._entries if company in members)

    def search(self, text: str) -> tuple[Company, ...]:
        """Companies by name, alias or id, best first; accents and case do not matter."""
        return self.finder.search(text)

    def company(self, company: str) -> CompanyFile:
        """All figures on one company. KeyError for an unknown id."""
        found = company_file(self.held, self.engine, self.finder, company, self.concerning(company))
        within = (one for one in self.strata.worth if company in one.joined)
        return replace(found, sides=tuple(self._side(company, one) for one in within))

    def _side(self, company: str, one: Computed) -> Side:
        row = next(row for row in one.gap.rows if row.observation.company == company)
        words = Words(one.stratum, one.gap, self.channels, self.metrics, self.sources)
        return Side(one.entry, row, words.company(row))

    def answer(self, view: View) -> Answer:
        """The answer to a view; never another view's without a notice that says so.

        The last answers are kept: what is drawn, how it is said and who is in focus change no number.
        """
        found = self._answers(undrawn(view))
        more = list(self._missed((view.focus,), found.gap)) if view.focus else []
        if not more and view.focus and found.drawn is not found.gap and found.drawn is not None:
            drawn = {row.observation.company for row in found.drawn.rows}
            if view.focus not in drawn:
                more.append(Message("notice.company_not_shown", {"name": self._called(view.focus)}))
        new = [notice for notice in more if notice not in found.notices]
        told = replace(found, view=view, notices=(*found.notices, *new))
        unheeded = (no_grain(told, self.comparisons()), no_map_now(view))
        told = replace(told, notices=(*told.notices, *(one for one in unheeded if one is not None)))
        told = as_drawn(told)
        by_region = of_answer(self.engine, told, view) if view.tab == "over_time" else None
        ran = by_region.queries if by_region else ()
        return replace(told, regional=by_region, queries=(*told.queries, *ran))

    def _answer(self, view: View) -> Answer:
        notices = list(self.honoured(view))
        found = matching(view, self.comparisons())
        if not found:
            return self._nothing(view, [*notices, *self._missed(view.entity, None)])
        first, last = span(view)
        for chosen in found:
            computed = self.strata.compute(chosen.stratum, first=first, last=last, lag=view.lag)
            if computed is not None:
                break
        else:
            return self._nothing(view, notices)
        return self._said(view, chosen, computed, tuple(c for c in found if c is not chosen), notices)

    def _missed(self, companies: Iterable[str], gap: Gap | None) -> Iterable[Message]:
        """What a link asks of companies that are unknown, or not part of the comparison."""
        here = {row.observation.company: row for row in gap.rows} if gap else dict.fromkeys(self.names)
        for company in companies:
            if company not in self.companies:
                yield Message("notice.unknown_company", {"id": company})
            elif company not in here:
                yield Message("notice.company_not_here", {"name": self._called(company)})
            elif (row := here[company]) and _sides(row.observation) < 2:
                yield Message("notice.company_one_side", {"name": self._called(company)})

    def _called(self, company: str) -> str | Label:
        """A company's name; an aggregate's in both languages."""
        known = self.companies[company]
        return called(known) if known.name_fr else known.name

    def honoured(self, view: View) -> Iterable[Message]:
        """What a link asks of the data and does not get here: a file, a typed figure, the figures of then."""
        for dataset in view.ds:
            name, _, pinned = dataset.partition("@")
            if name != "default" and name not in self.uploads:
                yield absent(dataset)
            elif "@" in dataset and len(pinned) < len(self.base_id):
                yield Message("notice.pin_cut", {"id": dataset})
            elif name == "default" and pinned and pinned != self.base_id:
                yield Message("notice.data_changed", {"then": pinned, "now": self.base_id})

    def _nothing(self, view: View, notices: list[Message]) -> Answer:
        near = replace(View(), sector=view.sector, country=view.country)
        return Answer(
            view=view, comparison=None, stratum=None, gap=None, shown=(), left_out=(),
            notices=tuple(notices), alternatives=matching(near, self.comparisons()) or self.comparisons(),
            sources=self.sources, names=self.names, sentence=None, same_score=(), sentences={}, notes=(),
            related=(), reports=(), queries=(), data_id=self.data_id, checked_on=self.checked_on,
            made=self.created,
            empty=Message("notice.no_comparison"),
        )  # fmt: skip

    def _said(
        self,
        view: View,
        chosen: Comparison,
        computed: Computed,
        near: tuple[Comparison, ...],
        notices: list[Message],
    ) -> Answer:
        stratum, gap = computed.stratum, computed.gap
        notices += self._missed(view.entity, gap)
        shown = [row for row in gap.rows if _sides(row.observation) == 2]
        picked = [row for row in shown if not view.entity or row.observation.company in view.entity]
        rows = tuple(picked or shown)
        part = len(rows) < len(shown)
        drawn = _of(gap, view.entity) if part else gap
        words, whole = (
            Words(stratum, one, self.channels, self.metrics, self.sources) for one in (drawn, gap)
        )
        reports = self._reports(stratum)
        others = self._others(stratum, gap)
        lag = moved([row.observation for row in gap.rows], view.lag)
        return Answer(
            view=view, comparison=Comparison(stratum, len(shown), gap.status, gap.codes),
            stratum=stratum, gap=gap, shown=rows, left_out=_left_out(gap, self.names),
            notices=tuple(notices), alternatives=near, sources=self._cited(gap, reports, others),
            names=self.names, sentence=after(words.sector(len(shown) if part else 0), lag),
            same_score=words.same_score(),
            sentences={row.observation.company: late(whole.company(row), lag) for row in gap.rows},
            moved=lag,
            notes=notes(shown), related=self._related(shown), reports=reports,
            queries=(computed.query,), data_id=self.data_id, checked_on=self.checked_on,
            made=self.created, others=others,
            drawn=drawn,
        )  # fmt: skip

    def timeline(self, stratum: Stratum) -> Timeline:
        """The question and the channel of a comparison through all their periods."""
        channel = {name: getattr(stratum, name) for name in ("sector", "country", "channel", "window", "per")}
        rows = self.engine.run("ask/complaints_of_channel", **channel, per_n=stratum.per_n or 0)
        asked = _asked(stratum)
        worth = self.strata.worth
        return Timeline(
            claims=tuple(c for c in self.claims.values() if _asked(c) == asked),
            complaints=tuple(map(records.complaints, rows)),
            gaps=tuple((one.stratum, one.gap) for one in worth if _series(one.stratum) == _series(stratum)),
        )

    def survivals(self, answer: Answer) -> dict[str, Survival]:
        """'Would this survive?': by company with a ratio, its G under each defensible choice."""
        if answer.stratum is None or not answer.stratum.gives_ratio:
            return {}
        first, last = span(answer.view)
        computed = self.strata.compute(answer.stratum, first=first, last=last, lag=answer.view.lag)
        if computed is None:
            return {}
        parents = {c.id: c.parent or c.id for c in self.companies.values()}
        return would_survive(computed, self.strata, self.engine, parents, self.sources)

    def sayings(self) -> tuple[Saying, ...]:
        """The eight sayings, each with its verdict and what the figures allow to be said."""
        return sayings(Held(self.engine, self.claims, self.held.reports, self.sources, self.names))

    def words(self, answer: Answer) -> Words:
        """The sentences of an answer that has a comparison, for what a page adds (the iceberg)."""
        if answer.stratum is None or answer.gap is None:
            raise ValueError("this answer has no comparison to speak of")
        return Words(answer.stratum, answer.gap, self.channels, self.metrics, self.sources)

    def _reports(self, stratum: Stratum) -> tuple[Report, ...]:
        """What users said of the sector's companies in its periods, compared here or not."""
        rows = self.engine.run(
            "ask/reports_of_stratum",
            sector=stratum.sector, country=stratum.country, companies=sorted(self.companies),
            **{"from": stratum.period.start, "until": stratum.period.end},
        )  # fmt: skip
        return tuple(map(records.report, rows))

    def _others(self, stratum: Stratum, gap: Gap) -> tuple[Claim, ...]:
        """Further figures on the companies that have one here, of overlapping periods."""
        used = {claim.id for row in gap.rows for claim in row.observation.claims}
        here = {row.observation.company for row in gap.rows if row.observation.claims}
        found = [
            claim for claim in self.claims.values()
            if claim.company in here and claim.id not in used and _overlaps(claim, stratum)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda c: (c.company, c.metric, c.instrument, c.subject, c.id)))

    def _cited(
        self, gap: Gap, reports: Sequence[Report], others: Sequence[Claim] = ()
    ) -> Mapping[str, Source]:
        cited = [record.source for row in gap.rows for record in _records(row.observation)]
        cited += [report.source for report in reports] + [claim.source for claim in others]
        return {id_: self.sources[id_] for id_ in dict.fromkeys(cited) if id_ in self.sources}

    def _related(self, rows: Sequence[Row]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Companies of the comparison that belong to one group: (parent, companies)."""
        families: dict[str, list[str]] = {}
        for row in rows:
            company = self.companies.get(row.observation.company)
            if company is not None:
                families.setdefault(company.parent or company.id, []).append(company.id)
        return tuple((parent, tuple(ids)) for parent, ids in families.items() if len(ids) > 1)


_opening = Lock()


def default_desk() -> Desk:
    """The desk on the default figures, opened once a process. PackageError if they can't be read."""
    with _opening:
        return _default_desk()


@cache
def _default_desk() -> Desk:
    return open_desk()


def warm() -> Thread:
    """Opens the default figures and lists their comparisons, so that the first visitor need not wait."""

    def opened() -> None:
        with suppress(PackageError):
            default_desk().comparisons()

    thread = Thread(target=opened, name="warm", daemon=True)
    thread.start()
    return thread


def open_desk(folder: Path | None = None) -> Desk:
    """A desk on the package in ``folder`` (the default figures if None). PackageError if broken."""
    return Desk(read(folder or DATA))


def _left_out(gap: Gap, names: Mapping[str, str]) -> tuple[LeftOut, ...]:
    """Companies with one side only, or refused on both, with the first thing that is missing."""
    out = []
    for row in gap.rows:
        seen = row.observation
        if _sides(seen) == 2 or not row.refused:
            continue
        refusal = row.refused[0]
        out.append(LeftOut(seen.company, names.get(seen.company, seen.company), refusal.reason, refusal))
    return tuple(out)


def _of(gap: Gap, companies: Sequence[str]) -> Gap:
    """The measures of some companies and the ties between them; what they are compared with stays the whole
    comparison.
    """
    left = ([company for company in tie.companies if company in companies] for tie in gap.same_score)
    ties = [replace(tie, companies=tuple(one)) for tie, one in zip(gap.same_score, left, strict=True)]
    return replace(
        gap,
        rows=tuple(row for row in gap.rows if row.observation.company in companies),
        same_score=tuple(tie for tie in ties if len(tie.companies) > 1),
    )


def _asked(one: Claim | Stratum) -> tuple[Any, ...]:
    """The question and who asked it; a threshold that changes is a break, not another question."""
    names = ("sector", "country", "metric", "instrument", "subject", "asserted_by")
    return tuple(getattr(one, name) for name in names)


def _series(one: Stratum) -> tuple[Any, ...]:
    return (*_asked(one), one.channel, one.window, one.per, one.per_n, one.peer_group)


def _overlaps(claim: Claim, stratum: Stratum) -> bool:
    if claim.period is None or (claim.sector, claim.country) != (stratum.sector, stratum.country):
        return False
    return claim.period.start <= stratum.period.end and claim.period.end >= stratum.period.start


def _sides(seen: Observation) -> int:
    return (seen.claim is not None) + (seen.y is not None or seen.rate is not None)


def _records(seen: Observation) -> tuple[Claim | Complaints | Exposure, ...]:
    return (*seen.claims, *seen.complaints, *seen.exposures)
