"""Where the figures come from, as read; and how words are strung together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from barometer import messages
from barometer.answer.checked import mark, unread
from barometer.figures.look import Look, Meta
from barometer.messages import moment
from barometer.model import Gap, ReadAt, Source


def cited(gap: Gap, meta: Meta, look: Look, noun: str = "") -> tuple[str, ...]:
    """The sources by role, in one paragraph, as read: 'Ofcom, as read in …'.

    noun  what stands for complaints, where that is a weighted score or reports (``stated.noun_of``)
    """
    observed = f"figures.source.complaints{noun}"
    seen = [row.observation for row in gap.rows]
    roles = (
        ("figures.source.claim", [claim.source for one in seen for claim in one.claims]),
        (observed, [record.source for one in seen for record in one.complaints]),
        ("figures.source.exposure", [record.source for one in seen for record in one.exposures]),
    )
    said = [
        look.phrase(id_, sources=semicolons(source_list(ids, meta, look), look).rstrip("."))
        for id_, ids in roles
        if ids
    ]
    missing = look.phrase("figures.source.other", sources=look.phrase("figures.source.missing"))
    return (" ".join(said) or missing,)


def source_list(ids: Iterable[str], meta: Meta, look: Look) -> list[str]:
    """The sources of some ids in words, each once; one that is not known is said to be missing."""
    found = [meta.sources.get(id_) for id_ in dict.fromkeys(ids)]
    said = [source_words(one, look) if one else look.phrase("figures.source.missing") for one in found]
    return list(dict.fromkeys(said))


def source_words(source: Source, look: Look) -> str:
    """A source as it was read: the publisher, its relay where there was one, when published."""
    match source.read_at:
        case ReadAt.ORIGINAL:
            said = look.phrase("figures.source.original", publisher=source.publisher)
        case ReadAt.UPLOAD:
            said = look.phrase(
                "figures.source.unsaid" if source.unsaid else "figures.source.upload",
                publisher=source.publisher,
            )
        case _ if source.relay:
            said = look.phrase("figures.source.relay", publisher=source.publisher, relay=source.relay)
        case _:
            said = look.phrase("figures.source.relay_unnamed", publisher=source.publisher)
    if not source.published:
        return said
    return look.phrase("figures.source.published", source=said, date=moment(source.published, look.lang))


def footer(meta: Meta, look: Look) -> str:
    """When the figures were checked, whether at their source and by whom; when they were put together,
    and where this view lives.
    """
    told = mark(unread(meta.sources)) if meta.mark is None else meta.mark
    checked = iso(meta.checked_on)
    parts = [look.phrase("figures.footer.checked", date=checked)] if checked else []
    parts += [look.say(one) for one in told]
    parts += [look.phrase("figures.footer.made", date=meta.made)] if meta.made else []
    return " ".join([*parts, *([meta.link] if meta.link else [])])


def joined(names: Iterable[str], look: Look) -> str:
    """Names as a list in words, each once; '' for none."""
    once = list(dict.fromkeys(name for name in names if name))
    return look.phrase("figures.names", names=once) if once else ""


def semicolons(parts: Sequence[str], look: Look) -> str:
    """Parts that hold commas, one after another."""
    return messages.semicolons(parts, look.lang)


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def iso(text: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
