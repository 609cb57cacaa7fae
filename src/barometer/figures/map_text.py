"""What a map of regions says: title, scope, what the colours mean, what is missing, the sources."""

from __future__ import annotations

from collections.abc import Sequence

from barometer import places
from barometer.figures.chart import ChartText
from barometer.figures.cited import footer, semicolons, source_list
from barometer.figures.look import Look, Meta
from barometer.measures.regional import PER, Place, Regional
from barometer.measures.stated import counted_as
from barometer.model import Estimate
from barometer.places import Region

_NAMED_COMPANIES = 6
_IN_WORDS = 8


def chart_text(found: Regional, meta: Meta, look: Look) -> ChartText:
    """All the texts of a map."""
    title = (look.say(found.finding),)
    return ChartText(
        title=title,
        subtitle=_subtitle(found, meta, look),
        notes=(*_notes(found, look), *(look.say(note) for note in meta.notes)),
        sources=_sources(found, meta, look),
        footer=footer(meta, look),
        alt=_alternative(found, title, look),
    )


def _subtitle(found: Regional, meta: Meta, look: Look) -> str:
    scope = found.scope
    about = {"channel": meta.label(scope.channel, look), "period": scope.period}
    noun = counted_as(scope.channel)
    names = [meta.names[company] for company in scope.companies if company in meta.names]
    if not names:
        return look.phrase(f"map.subtitle_all{noun}", **about)
    who = (
        look.phrase("map.who.named", names=names)
        if len(names) <= _NAMED_COMPANIES
        else look.phrase("map.who.many", n=len(names))
    )
    # a name may end in the full stop of the sentence: 'Holdings, Inc.'
    return look.phrase(f"map.subtitle{noun}", **about, who=who).replace("..", ".")


def _notes(found: Regional, look: Look) -> tuple[str, ...]:
    """How it is coloured, then what stands on no region, then what is drawn apart."""
    country = found.scope.country
    noun = counted_as(found.scope.channel)
    kind = f"count{noun}" if not found.rated else "given" if found.people_sources else "rate"
    first = look.phrase(f"map.note.{kind}", per=found.per)
    first += " " + look.phrase("map.note.colours") if found.rated else ""
    second = [look.phrase(f"map.note.placed{noun}", n=found.placed), left_words(found, look)]
    if country in ("FR", "US"):
        second.append(look.phrase(f"map.note.apart_{country}"))
    if found.level == "departement":
        second.append(look.phrase("map.note.larger"))
    second += [look.phrase("map.note.shows")] if found.rated else []
    return first, " ".join(part for part in second if part)


def left_words(found: Regional, look: Look) -> str:
    """The complaints that stand on no region, by why; '' where all do."""
    said = []
    if found.unsaid:
        said.append(look.phrase("map.left.unsaid", n=found.unsaid))
    if found.aside:
        said.append(look.phrase("map.left.aside", n=found.aside))
    if found.bare:
        said.append(look.phrase("map.left.bare", n=found.bare))
    if found.unread:
        n = sum(count or 0.0 for _, count in found.unread)
        names = [written for written, _ in found.unread[:_IN_WORDS]]
        id_ = "map.left.unread" if len(found.unread) <= _IN_WORDS else "map.left.unread_more"
        said.append(look.phrase(id_, n=n, names=names, more=len(found.unread) - len(names)))
    return " ".join(said)


def _sources(found: Regional, meta: Meta, look: Look) -> tuple[str, ...]:
    country = found.scope.country
    complaints = semicolons(source_list(found.sources, meta, look), look).rstrip(".")
    said = [look.phrase(f"figures.source.complaints{counted_as(found.scope.channel)}", sources=complaints)]
    if found.people_sources:
        people = semicolons(source_list(found.people_sources, meta, look), look).rstrip(".")
        said.append(look.phrase("figures.source.exposure", sources=people))
    elif found.rated:
        said.append(look.phrase(f"map.inhabitants.{country}"))
    return (" ".join(said), look.phrase("map.boundaries"))


def hover(one: Place, found: Regional, look: Look) -> str:
    """A region in words, as read when pointed at."""
    id_ = f"map.hover.count{counted_as(found.scope.channel)}"
    said = look.phrase(id_, name=one.region.name, n=count_words(one, look), complaints=one.most)
    if one.rate is None:
        return said
    told = [said, look.phrase("map.hover.rate", rate=figure_words(one, found, look), n=PER, per=found.per)]
    if one.shrunk is not None and one.rate.value is not None:
        told.append(look.phrase("map.hover.shrunk", x=round(one.shrunk, found.decimals)))
    return " ".join(told)


def nothing(region: Region, look: Look) -> str:
    """A region without a figure, in words."""
    return look.phrase("map.hover.nothing", name=region.name)


def figure_words(one: Place, found: Regional, look: Look) -> str:
    """The rate with its interval, or the count where there is no rate."""
    if one.rate is None:
        return count_words(one, look)
    ends = _span(one.rate, found.decimals, look)
    if one.rate.value is None:
        return ends
    return look.phrase("map.figure", x=look.digits(one.rate.value, found.decimals), ends=ends)


def count_words(one: Place, look: Look) -> str:
    """The count, or its range."""
    if one.count.value is not None:
        return look.digits(one.count.value, 0)
    return look.span(*(look.digits(end or 0.0, 0) for end in (one.count.low, one.count.high)))


def _span(rate: Estimate, places_: int, look: Look) -> str:
    return look.span(*(look.digits(end or 0.0, places_) for end in (rate.low, rate.high)))


def class_words(place: int, cuts: Sequence[float], look: Look) -> str:
    """A class of the key: 'under 12', '12 to under 18', '18 or more'."""
    if not cuts:
        return look.phrase("map.class.all")
    if place == 0:
        return look.phrase("map.class.under", high=cuts[0])
    if place == len(cuts):
        return look.phrase("map.class.over", low=cuts[-1])
    return look.phrase("map.class.between", low=cuts[place - 1], high=cuts[place])


def placed_words(ids: Sequence[str], look: Look) -> str:
    """What a box holds."""
    if len(ids) > 1:
        return look.phrase("map.box.paris")
    name = places.register()[ids[0]].name
    return name.fr if look.lang == "fr" else name.en


def _alternative(found: Regional, title: Sequence[str], look: Look) -> str:
    """The finding, then every region with its figure, and how many have none."""
    said = [
        look.phrase("map.named", name=one.region.name, said=figure_words(one, found, look))
        for one in found.places
    ]
    tail = look.phrase("map.key.nothing", n=len(found.without)) if found.without else ""
    return f"{' '.join(title)}. {semicolons([*said, *([tail] if tail else [])], look)}."
