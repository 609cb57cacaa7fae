"""Finding a company by what people call it, and the comparisons that a view asks for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from barometer.model import Company, Comparison, Status, Stratum
from barometer.view import View

_FACETS = (
    "sector", "country", "channel", "window", "definition", "metric", "threshold", "scale",
    "instrument", "subject", "wave",
)  # fmt: skip
#: what tells the comparisons of one sector, country and time apart, the usual first; a field of a view
_TELLING = (
    "channel", "metric", "instrument", "subject", "group", "wave", "window", "definition", "threshold",
    "scale", "asserter",
)  # fmt: skip
#: fields of a view that a comparison calls otherwise
_CALLED = {"group": "peer_group", "asserter": "asserted_by"}
_CLOSE = 84.0
_JOINING = frozenset({"and", "et"})


class Finder:
    """Company search by name, alias or id; accents, case and punctuation do not matter."""

    def __init__(self, companies: Mapping[str, Company], aliases: Sequence[Mapping[str, Any]]) -> None:
        self._companies = companies
        self._aliases: dict[str, list[str]] = {}
        for row in aliases:
            self._aliases.setdefault(row["company"], []).append(row["alias"])
        self._called = [
            (_bare(name), company.id)
            for company in companies.values()
            if company.kind != "aggregate"
            for name in (*_names(company), company.id, *self._aliases.get(company.id, ()))
        ]

    def aliases(self, company: str) -> tuple[str, ...]:
        """Other names of a company."""
        return tuple(dict.fromkeys(self._aliases.get(company, ())))

    def search(self, text: str, most: int = 12) -> tuple[Company, ...]:
        """At most ``most`` companies: names that begin so, then contain it, then resemble it.

        Where there are none, those of which one word resembles it.
        """
        wanted = _bare(text)
        if not wanted:
            return ()
        close = self._close(wanted, _likeness) or self._close(wanted, _likest_word)
        return tuple(self._companies[id_] for id_ in close[:most])

    def _close(self, wanted: str, likeness: Callable[[str, str], float]) -> list[str]:
        """Companies whose names are as like as they must be, the likest first."""
        best: dict[str, float] = {}
        for called, company in self._called:
            best[company] = max(best.get(company, 0.0), likeness(wanted, called))
        return [id_ for _, id_ in sorted((-score, id_) for id_, score in best.items() if score >= _CLOSE)]


def plain(text: str) -> str:
    """Letters and digits alone, without accents, case or punctuation, for comparing names."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def _names(company: Company) -> tuple[str, ...]:
    return (company.name, company.name_fr) if company.name_fr else (company.name,)


def _bare(text: str) -> str:
    """A name to compare, without the word that joins two names: it changes with the language."""
    words = plain(text).split()
    return " ".join(word for word in words if word not in _JOINING) or " ".join(words)


def _likeness(wanted: str, called: str) -> float:
    if called == wanted or called.replace(" ", "") == wanted.replace(" ", ""):
        return 103.0
    if called.startswith(wanted):
        return 102.0
    if any(word.startswith(wanted) for word in called.split()) or (len(wanted) > 2 and wanted in called):
        return 101.0
    if len(wanted) <= 3:
        return 0.0
    return fuzz.ratio(wanted, called)


def _likest_word(wanted: str, called: str) -> float:
    """A slip in one word of a longer name: 'buygues' for 'Bouygues Telecom'."""
    if len(wanted) <= 3:
        return 0.0
    return max((fuzz.ratio(wanted, word) for word in called.split() if len(word) > 3), default=0.0)


def matching(view: View, comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """The comparisons that a view can mean, the one it most likely means first."""
    first, last = span(view)
    found = [c for c in comparisons if _fits(view, c.stratum, first, last)]
    return tuple(sorted(found, key=lambda c: _likely(c, first, last)))


def narrowed(view: View, wanted: Stratum, comparisons: Sequence[Comparison]) -> View:
    """The shortest view that means this comparison: sector, country, time, then what tells it apart.

    Of ``view`` stay the language, the theme and the datasets.
    """
    months = tuple(f"{day:%Y-%m}" for day in (wanted.period.start, wanted.period.end))
    found = View(
        sector=wanted.sector, country=wanted.country, time=(months[0], months[1]), ds=view.ds,
        lang=view.lang, theme=view.theme,
    )  # fmt: skip
    for name in ("", *_TELLING):
        if name:
            named: Any = str(getattr(wanted, _CALLED.get(name, name)))
            found = replace(found, **{name: named})
        best = matching(found, comparisons)
        if best and same(best[0].stratum, wanted):
            break
    return found


def same(one: Stratum, other: Stratum) -> bool:
    """Whether two comparisons differ in nothing but their days."""
    return replace(one, period=other.period) == other


def span(view: View) -> tuple[date | None, date | None]:
    """The first and last day that a view asks for; None where it leaves an end open."""
    return view.first_day, view.last_day


def _fits(view: View, stratum: Stratum, first: date | None, last: date | None) -> bool:
    for facet in _FACETS:
        wanted = getattr(view, facet)
        if wanted and wanted != getattr(stratum, facet):
            return False
    if view.asserter and view.asserter != stratum.asserted_by:
        return False
    if view.group and view.group != stratum.peer_group:
        return False
    after = first is None or stratum.period.end >= first
    return after and (last is None or stratum.period.start <= last)


_SAYS = {Status.COMPUTED: 0, Status.RANKS: 1, Status.RAW: 2, Status.REFUSED: 3}


def _likely(entry: Comparison, first: date | None, last: date | None) -> tuple[Any, ...]:
    stratum = entry.stratum
    exact = (first is None or stratum.period.start >= first) and (last is None or stratum.period.end <= last)
    return (
        not exact,
        _SAYS[entry.status],
        -entry.companies,
        -stratum.period.end.toordinal(),
        stratum.window,
        stratum.channel,
        stratum.metric,
        stratum.instrument,
        stratum.subject,
        stratum.peer_group,
        stratum.wave,
    )
