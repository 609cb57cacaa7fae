"""Company names for comparing: what differs only in writing has one key.

Legal forms, case, accents, punctuation, spaces and invisible characters don't make two companies.
Words do: 'Orange' and 'Orange Bank' stay two. Letters that only look alike are flagged, not folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FORMS = """sa|sas|sasu|sarl|sarlu|eurl|snc|sca|scs|scop|scic|scp|sci|selarl|epic|gie|groupe|ste
societe anonyme|plc|ltd|limited|llp|llc|inc|incorporated|corp|corporation|co|company|co ltd
na|n a|national association
gmbh|ag|kg|kgaa|ug|ohg|ev|se|bv|nv|cvba|sprl|spa|srl|sl|slu|sau|lda|ltda|ab|as|asa|aps|oy|oyj|kft|zrt
pty|pty ltd|pte|pte ltd|bhd|sdn bhd|kk|s a|s a s|s a r l|s p a|s r l|s l|s n c|p l c|l t d|b v|n v|a g"""
LEGAL_FORMS = frozenset(_FORMS.replace("\n", "|").split("|"))
"""Reviewed list: what a name may carry at its end (a few at its start) without naming another company."""
LONGEST = 300
"""Characters of a company's name; what is longer is another column's text."""
_LEADING = frozenset({"sa", "sas", "sarl", "ste", "societe", "groupe", "the"})
_ONE_LETTERS = re.compile(r"\b(\w)\.(?=\w\b)")
_SPLIT = re.compile(r"[^\w&+]+|_")
_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LOOKALIKES = dict(
    zip(
        "АВЕЅЗІЈКМНОРСТУХаеіјорсухѕԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρι",
        "ABES3IJKMHOPCTYXaeijopcyxsdqwhABEZHIKMNOPTYXoavpi",
        strict=False,
    )
)


def endless(name: str) -> bool:
    """Whether a text is too long for a company's name."""
    return len(name) > LONGEST


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """What names of one company share: 'Télécom Azur SA', 'TELECOM-AZUR' -> 'telecom azur'."""
    words = _words(name)
    return " ".join(_without_form(words)) or " ".join(words) or _INVISIBLE.sub("", name).strip().casefold()


@lru_cache(maxsize=1 << 16)
def spelling(name: str) -> str:
    """As ``key``, with the legal form kept: equal where only case, accents, spaces and signs differ."""
    return " ".join(_words(name)) or _INVISIBLE.sub("", name).strip().casefold()


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", name))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = text.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    text = _ONE_LETTERS.sub(r"\1", text).replace("'", "").replace("’", "")
    return [w for w in _SPLIT.split(text) if w]


def _without_form(words: list[str]) -> list[str]:
    changed = True
    while changed and len(words) > 1:
        changed = False
        for length in (4, 3, 2, 1):
            if len(words) > length and " ".join(words[-length:]) in LEGAL_FORMS:
                words, changed = words[:-length], True
                words = words[: len(words) - (words[-1] in "&+")]
                break
    if len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return words


def clean(name: str) -> str:
    """A name for showing: NFC, single spaces, no invisible or control characters."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub(" ", name).replace("  ", " "))
    return " ".join(text.split())


def lookalikes(name: str) -> str:
    """The letters of another alphabet in a name written in ours ('Оrange': a Cyrillic О); '' for none."""
    scripts = {_script(c) for c in name if c.isalpha()}
    if len(scripts) < 2:
        return ""
    return "".join(dict.fromkeys(c for c in name if c in _LOOKALIKES))


def as_latin(name: str) -> str:
    """A name with the letters that only look like ours replaced by ours, to find whom it imitates."""
    return "".join(_LOOKALIKES.get(c, c) for c in name)


def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ")[0]


def script(character: str) -> str:
    """The alphabet a letter belongs to, as Unicode names it: CYRILLIC, GREEK, LATIN…"""
    return _script(character).capitalize()


def hidden(name: str) -> bool:
    """Whether a name holds characters that can't be seen."""
    return bool(_INVISIBLE.search(name))
