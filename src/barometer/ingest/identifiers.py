"""Numbers that name a company beyond doubt, if their check digits hold."""

from __future__ import annotations

import re

_LA_POSTE = "356000000"


def siren(text: str) -> str:
    """The nine digits of a SIREN (or of a SIRET's first part); '' unless the Luhn sum holds."""
    digits = re.sub(r"[\s\u00a0\u202f.]", "", text.strip().removesuffix(".0"))
    if len(digits) == 14 and digits.isascii() and digits.isdigit():
        if not (_luhn(digits) or digits.startswith(_LA_POSTE)):
            return ""
        digits = digits[:9]
    good = len(digits) == 9 and digits.isascii() and digits.isdigit() and digits != "0" * 9 and _luhn(digits)
    return digits if good else ""


def _luhn(digits: str) -> bool:
    """Luhn's sum (ISO/IEC 7812-1, annex B): every second digit from the right doubled, its digits added."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def lei(text: str) -> str:
    """A legal entity identifier (ISO 17442), its check digits proved modulo 97; else ''."""
    code = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[0-9A-Z]{18}\d{2}", code):
        return ""
    return code if _mod97(code) == 1 else ""


def iban(text: str) -> bool:
    """Whether a text is an IBAN (ISO 13616): country, check digits, 97 as remainder 1."""
    code = re.sub(r"[\s\u00a0-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[0-9A-Z]{10,30}", code):
        return False
    return _mod97(code[4:] + code[:4]) == 1


def _mod97(code: str) -> int:
    return int("".join(str(int(c, 36)) for c in code)) % 97
