"""Bytes -> text: a BOM, the pattern of NULs, strict UTF-8, cp1252, and only then a detector.

cp1252 accepts nearly every byte, so what it yields is judged: accents stand in words as French,
English and their neighbours write them, and signs don't stand between letters. Where it fails,
the other Western code pages and chardet's candidates are judged the same way; two that pass
equally well are a question, never a guess.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from barometer.ingest import plausible

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHOICES = ("utf-8", "cp1252", "iso8859-15", "mac_roman", "cp850", "utf-16-le", "utf-16-be")
"""Encodings that a user may choose by hand."""
_LEGACY = ("iso8859-15", "mac_roman", "cp850")
_SAMPLE = 1 << 18
_DOUBTFUL, _BETTER = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes were read as text.

    name          Python's codec name
    how           bom, nul_pattern, utf8, cp1252, detector, mixed (by line) or chosen (by the user)
    alternatives  other encodings that read the bytes as well: a question
    odd_lines     1-based lines of a mixed file that are not UTF-8
    """

    name: str
    how: str
    alternatives: tuple[str, ...] = ()
    odd_lines: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the bytes leave no other reading worth showing first."""
        return self.how in {"bom", "nul_pattern", "utf8", "cp1252", "chosen"}


def decode(data: bytes, chosen: str | None = None) -> tuple[str, Encoding]:
    """The text of ``data`` and how it was read. UnicodeError where a chosen encoding can't read it."""
    if chosen:
        return _without_bom(data.decode(chosen)), Encoding(chosen, "chosen")
    for bom, name in BOMS:
        if data.startswith(bom):
            if name == "utf-8-sig" and _try(data, "utf-8") is None:
                text, told = _legacy(data.removeprefix(bom))  # a mark put before what is not UTF-8
                return _without_bom(text), told
            return _without_bom(data.decode(name, errors="replace")), Encoding(name, "bom")
    if wide := _nul_pattern(data[:_SAMPLE]):
        return data.decode(wide, errors="replace"), Encoding(wide, "nul_pattern")
    try:
        return data.decode("utf-8"), Encoding("utf-8", "utf8")
    except UnicodeDecodeError:
        return _legacy(data)


def _without_bom(text: str) -> str:
    return text.removeprefix("\ufeff")


def _nul_pattern(sample: bytes) -> str:
    """UTF-16 or UTF-32 without a BOM: Western text leaves its NULs in the same places."""
    if b"\0" not in sample or len(sample) < 4:
        return ""
    nuls = [sample[i::4].count(0) * 4 / len(sample) for i in range(4)]
    match [share > 0.5 for share in nuls]:
        case [False, True, True, True]:
            return "utf-32-le"
        case [True, True, True, False]:
            return "utf-32-be"
        case [False, True, False, True]:
            return "utf-16-le"
        case [True, False, True, False]:
            return "utf-16-be"
    return ""


def _legacy(data: bytes) -> tuple[str, Encoding]:
    mixed = _mixed(data)
    if mixed:
        return mixed
    text = _try(data, "cp1252")
    if text is not None and plausible.score(text[:_SAMPLE]) >= plausible.PERFECT:
        return text, Encoding("cp1252", "cp1252")
    return _judged(data, text)


def _judged(data: bytes, as_cp1252: str | None) -> tuple[str, Encoding]:
    """The candidate that reads best; those that read as well stand beside it."""
    read = {n: t for n in _LEGACY if (t := _try(data, n)) is not None}
    if as_cp1252 is not None:
        read["cp1252"] = as_cp1252
    scores = {n: plausible.score(t[:_SAMPLE]) for n, t in read.items()}
    if max(scores.values(), default=0.0) < plausible.GOOD:
        names = [n for n in _detected(data[: 1 << 16]) if n not in read]
        more = {n: t for n in names if (t := _try(data, n)) is not None}
        scores |= {n: plausible.score(t[:_SAMPLE]) for n, t in more.items()}
        read |= more
    if not scores:
        return data.decode("cp1252", errors="replace"), Encoding("cp1252", "detector", ("iso8859-15",))
    best = max(scores, key=lambda n: (scores[n], n == "cp1252"))
    if best == "cp1252" and scores[best] >= plausible.GOOD:
        return read[best], Encoding(best, "cp1252")
    near = 0.0 if scores[best] >= plausible.PERFECT else 0.05
    rivals = tuple(
        n for n in scores if n != best and scores[n] >= scores[best] - near and read[n] != read[best]
    )
    return read[best], Encoding(best, "detector", rivals)


def _detected(sample: bytes) -> list[str]:
    """Three best guesses of chardet, as codec names Python knows."""
    import chardet

    names = []
    for guess in chardet.detect_all(sample, ignore_threshold=True)[:3]:
        try:
            names.append(codecs.lookup(guess["encoding"] or "").name)
        except LookupError:
            continue
    return names


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


_LINE_END = re.compile(rb"\r\n|\n|\r")


def _mixed(data: bytes) -> tuple[str, Encoding] | None:
    """A file glued from two: some lines are UTF-8 with accents, others are not UTF-8 at all."""
    lines = _LINE_END.split(data)
    texts = [_try(line, "utf-8") for line in lines]
    good = sum(t is not None and not t.isascii() for t in texts)
    odd = [i for i, t in enumerate(texts) if t is None]
    if not good or not odd or any(_try(lines[i], "cp1252") is None for i in odd):
        return None
    fixed = [t if t is not None else lines[i].decode("cp1252") for i, t in enumerate(texts)]
    ends = [m.group().decode() for m in _LINE_END.finditer(data)] + [""]
    text = "".join(line + end for line, end in zip(fixed, ends, strict=True))
    return text, Encoding("utf-8", "mixed", odd_lines=tuple(i + 1 for i in odd))


def accented_lines(text: str, count: int = 3) -> tuple[str, ...]:
    """The first lines that hold a letter beyond ASCII, to show how the file was read."""
    found: list[str] = []
    for line in text[: 1 << 20].splitlines():
        if not line.isascii():
            found.append(line[:200])
            if len(found) == count:
                break
    return tuple(found)


# UTF-8 read once as cp1252 or latin-1: a lead byte as a letter, then what stands for a continuation
_TAIL = "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
_TAIL += "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
MOJIBAKE = re.compile(f"[\u00c2\u00c3\u00c5]{_TAIL}|\u00e2{_TAIL}{_TAIL}")


_TIMES = 3
_TAKEN_FOR = ("cp1252", "mac_roman", "cp850")


def repair_mojibake(text: str) -> str:
    """'TÃ©lÃ©com' -> 'Télécom': undoes UTF-8 that was read as cp1252, up to three times over.

    'TÈlÈcom' too: a code page taken for another. Other text is left alone.
    """
    for _ in range(_TIMES):
        mended = _mended(text)
        if mended == text:
            break
        text = mended
    taken = misread(text)
    return text.encode(taken[0]).decode(taken[1]) if taken else text


def misread(text: str) -> tuple[str, str] | None:
    """(code page that the text was read in, the one that it was written in) where accents show a mistake."""
    sample = text[:_SAMPLE]
    if sample.isascii() or (now := plausible.score(sample)) >= _DOUBTFUL:
        return None
    best: tuple[float, tuple[str, str]] | None = None
    for read in _TAKEN_FOR:
        for written in _TAKEN_FOR:
            if read != written and (mended := _again(text, read, written)):
                score = plausible.score(mended[:_SAMPLE])
                if score >= plausible.PERFECT and score > max(now + _BETTER, best[0] if best else 0.0):
                    best = score, (read, written)
    return best[1] if best else None


def _again(text: str, read: str, written: str) -> str:
    try:
        return text.encode(read).decode(written)
    except UnicodeError:
        return ""


def _mended(text: str) -> str:
    def mend(found: re.Match[str]) -> str:
        raw = bytearray()
        for character in found.group():
            try:
                raw += character.encode("cp1252")
            except UnicodeEncodeError:
                raw.append(ord(character) & 0xFF)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return found.group()

    return MOJIBAKE.sub(mend, text)
