"""Personal data in free text: found, counted by kind, and masked wherever the text is shown.

What is stored is the text as it came; ``mask`` stands between it and every page and export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from barometer.ingest.identifiers import iban

_GAP = r"[\s\u00a0\u202f.\-]?"
_PATTERNS = (
    ("email", re.compile(r"[\w.+%-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)),
    ("iban", re.compile(rf"\b[A-Z]{{2}}\d{{2}}(?:{_GAP}[0-9A-Z]{{2,4}}){{3,8}}(?:{_GAP}\d{{1,3}})?\b")),
    (
        "social_security",
        re.compile(
            rf"\b[12]{_GAP}\d{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d{{2}}|2[AB]){_GAP}\d{{3}}{_GAP}\d{{3}}"
            rf"(?:{_GAP}\d{{2}})?\b"
        ),
    ),
    ("card", re.compile(r"\b(?:\d[ -]?){15}\d\b")),
    ("phone", re.compile(rf"(?<![\d/])(?:\+|00)\d{{1,3}}{_GAP}(?:\(0\){_GAP})?(?:\d{_GAP}){{7,11}}\d(?!\d)")),
    ("phone", re.compile(rf"(?<![\d/.,])0[1-9](?:{_GAP}\d{{2}}){{4}}(?!\d)")),
    ("phone", re.compile(r"(?<![\d/.,])0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}(?!\d)")),
    (
        "phone",
        re.compile(r"(?<![\d/.,])(?:0\d{2}[ -]\d{4}[ -]\d{4}|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4})(?!\d)"),
    ),
    ("handle", re.compile(r"(?<![\w.@/])@[A-Za-z_]\w{2,30}\b")),
    (
        "person",
        re.compile(
            r"\b(?:M\.|Mr\.?|Mme|Mlle|Mrs\.?|Ms\.?|Miss|Madame|Monsieur|Dr\.?)\s(?:[A-ZÀ-Ý][\w'’-]+)(?:\s[A-ZÀ-Ý][\w'’-]+)?"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b\d{1,4}\s?(?:bis|ter)?,?\s(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|route|quai|cours"
            r")\s[^,;.\n]{3,40}(?:,?\s\d{5}(?:\s[A-ZÀ-Ý][\w-]+)?)?"
            r"|\b\d{1,4}\s[A-Z][\w']+\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close)\b",
        ),
    ),
)
_HINT = re.compile(r"@|\d{2}|\(at\)|\b(?:M|Mr|Mme|Mlle|Mrs|Ms|Miss|Madame|Monsieur|Dr)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data in a text: its kind and where it stands."""

    kind: str
    start: int
    end: int


def find(text: str) -> tuple[Found, ...]:
    """E-mail addresses, phone numbers, IBANs, social-security and card numbers, handles, names, addresses."""
    if not _HINT.search(text):
        return ()
    found: list[Found] = []
    for one in _every(text):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda f: f.start))


def _every(text: str) -> Iterator[Found]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind == "iban" and not (iban(match.group()) or match.group().startswith("FR")):
                continue
            yield Found(kind, match.start(), match.end())


def mask(text: str) -> str:
    """The text with a block in place of each piece of personal data."""
    for one in reversed(find(text)):
        text = f"{text[: one.start]}█████{text[one.end :]}"
    return text
