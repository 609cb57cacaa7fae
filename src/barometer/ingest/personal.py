"""Personal data in free text: found, counted by kind, and masked wherever the text is shown.

What is stored is the text as it came; ``mask`` stands between it and every page and export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from barometer.ingest.identifiers import iban

_GAP = r"[\s\u00a0\u202f.\-]?"
_GAPS = r"(?:[\s\u00a0\u202f.\-_/]|\s\s)?"
_FRENCH_IBAN = 27
_NAME = r"[A-ZÀ-Ý][\w'’-]+"
_BRANDS = r"(?:Bricolage|Martens|Oetker|Pepper|Office|Propre|Price|Figaro)\b"
_PATTERNS = (
    ("email", re.compile(r"[\w.+%-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)),
    (
        "iban",
        re.compile(
            rf"\b[A-Z]{{2}}\d{{2}}(?:{_GAP}[0-9A-Z]{{2,4}}){{3,8}}(?:{_GAP}\d{{1,3}})?\b", re.IGNORECASE
        ),
    ),
    (
        "social_security",
        re.compile(
            rf"\b[12]{_GAP}\d{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d{{2}}|2[AB]){_GAP}\d{{3}}{_GAP}\d{{3}}"
            rf"(?:{_GAP}\d{{2}})?\b"
        ),
    ),
    ("social_security", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    ("social_security", re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")),
    ("card", re.compile(r"(?<![\d-])[3-6]\d{3}(?:(?: \d{4}){3}|(?:-\d{4}){3}|\d{12})(?![\d-])")),
    ("phone", re.compile(rf"(?<![\d/])(?:\+|00)\d{{1,3}}{_GAP}(?:\(0\){_GAP})?(?:\d{_GAP}){{7,11}}\d(?!\d)")),
    ("phone", re.compile(rf"(?<![\d/.,])(?:0[1-9]|\(0[1-9]\))(?:{_GAPS}\d{{2}}){{4}}(?![\d/])")),
    ("phone", re.compile(r"(?<![\d/.,])0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}(?!\d)")),
    (
        "phone",
        re.compile(
            r"(?<![\d/.,])(?:\(?0\d{2}\)?[ -]\d{4}[ -]\d{4}"
            r"|(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])\d{3}[ .-]\d{4})(?!\d)"
        ),
    ),
    ("handle", re.compile(r"(?<![\w@/])(?<!\w\.)@[A-Za-z_]\w{2,30}\b")),
    (
        "person",
        re.compile(
            rf"\b(?:M\.|Mr\.?|Mme|Mlle|Mrs\.?|Ms\.?|Miss|Madame|Monsieur|Dr\.?)\s(?!{_BRANDS})"
            rf"{_NAME}(?:\s{_NAME})?"
        ),
    ),
    (
        "person",
        re.compile(
            rf"(?<=m'appelle )(?:{_NAME} ?){{1,3}}|(?<=m’appelle )(?:{_NAME} ?){{1,3}}"
            rf"|(?<=[Mm]y name is )(?:{_NAME} ?){{1,3}}|(?<=[Cc]ordialement, ){_NAME} {_NAME}"
            rf"|(?<=[Rr]egards, ){_NAME} {_NAME}"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b\d{1,4}\s?(?:bis|ter|[A-D]\b)?,?\s(?:(?:rue|avenue|av\.|boulevard|bd|chemin|impasse|allée)\s"
            r"|(?:place|route|quai|cours|square)\s(?:(?:de\sla|des?|du)\s|de\sl['’]|d['’])?(?=[A-ZÀ-Ý]))"
            r"[^,;.\n]{3,40}(?:,?\s\d{5}(?:\s[A-ZÀ-Ý][\w-]+)?)?"
            r"|\b\d{1,4}[A-D]?\s[A-Z][\w']+\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close)\b"
            r"|\b(?:[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)\s\d[ABD-HJLNP-UW-Z]{2}\b",
        ),
    ),
)
_HINT = re.compile(
    r"@|\d{2}|[\[(]at[\])]|\b(?:M|Mr|Mme|Mlle|Mrs|Ms|Miss|Madame|Monsieur|Dr)\b"
    r"|m['’]appelle|ame is|ement, |gards, |\d\D{1,7}(?:rue|av|bo|bd|pl|ch|im|al|ro|qu|co|sq)|\d [A-Z]|[A-Z]\d"
)


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
            if kind == "iban" and not (iban(match.group()) or _french_account(match.group())):
                continue
            yield Found(kind, match.start(), match.end())


def _french_account(text: str) -> bool:
    """Whether a text is as long as a French IBAN: one mistyped digit does not make it public."""
    code = re.sub(r"[\s\u00a0\u202f.-]", "", text).upper()
    return code.startswith("FR") and len(code) == _FRENCH_IBAN


def mask(text: str) -> str:
    """The text with a block in place of each piece of personal data."""
    for one in reversed(find(text)):
        text = f"{text[: one.start]}█████{text[one.end :]}"
    return text
