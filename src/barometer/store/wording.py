"""What people type to be kept beside the figures: whole, or refused with a sentence; never cut."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from barometer.model import Message
from barometer.store.refused import StoreRefusal

#: characters at most, by field
MOST: Mapping[str, int] = MappingProxyType(
    {"by": 60, "note": 500, "address": 1_000, "speaker": 100, "role": 150, "link": 1_000, "text": 6_000}
)
_WEB = ("https://", "http://")


def line(field: str, typed: str) -> str:
    """A field of one line: what can't be printed is a space, and spaces are single.

    StoreRefusal 'too_long' where it has more characters than ``MOST`` allows.
    """
    return _fitting(field, " ".join("".join(c if c.isprintable() else " " for c in typed).split()))


def paragraphs(field: str, typed: str) -> str:
    """A field of several lines: line breaks stay, what else can't be printed is a space."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(c if c.isprintable() else " " for c in one).rstrip() for one in lines)
    return _fitting(field, "\n".join(kept).strip())


def web(field: str, typed: str) -> str:
    """An address on the web, or nothing. StoreRefusal 'no_address' for anything else."""
    found = line(field, typed)
    if found and (not found.lower().startswith(_WEB) or " " in found):
        raise StoreRefusal("no_address", field=_named(field))
    return found


def required(field: str, kept: str) -> str:
    """The same text. StoreRefusal 'needed' where it is empty."""
    if not kept:
        raise StoreRefusal("needed", field=_named(field))
    return kept


def _fitting(field: str, kept: str) -> str:
    if len(kept) > MOST[field]:
        raise StoreRefusal("too_long", field=_named(field), n=len(kept), most=MOST[field])
    return kept


def _named(field: str) -> Message:
    return Message(f"kept.field.{field}")
