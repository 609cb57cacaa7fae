"""How likely a text is what someone wrote, judged by where its non-ASCII characters stand."""

from __future__ import annotations

import re

GOOD = 0.9
PERFECT = 0.999

_COMMON = frozenset("éèêëàâäçîïôöùûüñáíóúßåæøœÿ") | frozenset("ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜÑÁÍÓÚÅÆØŒŸ")
_RARE = frozenset("ãõìòýšžčřěůđðþ") | frozenset("ÃÕÌÒÝŠŽČŘĚŮĐÐÞ")
_BETWEEN_LETTERS = frozenset("’\u00ad\u00a0\u202f·–—\u2011")
_TYPOGRAPHY = frozenset("‘«»“”„…–—•€£°²³½¼¾±×µ§©®™ºªº†‰′″·\u00a0\u202f\u2009\u200b≤≥≈№")
_NEVER_BEFORE_LETTERS = frozenset("¼½¾€£×²³°®™‰")
_NEVER_FIRST = frozenset("ëïûÿæ")
"""Letters that no French word begins with; mac-roman has its Î, Ô and Ê there."""
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def score(text: str) -> float:
    """Share of the non-ASCII characters that stand where a writer puts them; 1.0 for pure ASCII."""
    total = good = 0.0
    foreign = 0
    for found in _NON_ASCII.finditer(text):
        at = found.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        total += 1
        good += _weight(found.group(), before, after)
        foreign += found.group().isalpha() and not before.isascii() and before.isalpha()
        if total >= 5_000:
            break
    if not total:
        return 1.0
    # runs of accented letters are another alphabet read as ours
    return max(0.0, (good - 0.5 * foreign) / total)


def _weight(character: str, before: str, after: str) -> float:
    if character.isalpha():
        return _letter(character, before, after)
    if character in "–—" and before.isalpha() and not (after.isupper() or after.isdigit() or after == " "):
        return 0.4  # cp850 has its û and ù there
    if character in _BETWEEN_LETTERS:
        return 1.0
    if character in _NEVER_BEFORE_LETTERS and after.isalpha() and not before.isdigit() and after not in "mkb":
        return 0.0  # latin-9 has its œ where cp1252 has a half, cp850 its Ç and Î where it has signs
    if character in _TYPOGRAPHY:
        return 0.0 if before.isalpha() and after.isalpha() and character not in "…" else 1.0
    return 0.0


def _letter(character: str, before: str, after: str) -> float:
    if character in "ªº":
        return 1.0 if before.isdigit() or before == "N" else 0.0
    value = 1.0 if character in _COMMON else 0.4 if character in _RARE else 0.1
    if not character.isascii() and ord(character) > 0x2AF:
        value = 0.8  # another script altogether: Greek, Cyrillic, Arabic…
    if character in _NEVER_FIRST and not before.isalpha() and before not in "'’-":
        return 0.2
    if character.isupper() and before.isalpha() and before.islower():
        return 0.0
    if character.isupper() and after.isalpha() and after.islower() and before.isalpha():
        return 0.0
    if character.islower() and before.isalpha() and before.isupper() and after.isalpha() and after.isupper():
        return 0.0
    return value
