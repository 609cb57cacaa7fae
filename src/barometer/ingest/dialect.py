"""Text -> its dialect: delimiter, quote, escape, spaces after delimiters, Excel's 'sep=' line.

Each delimiter is judged as CleverCSV does (van den Burg, Nazabal and Sutton, 2019, 'Wrangling messy
CSV files by detecting row and type patterns'): a right one gives rows of equal width whose cells
are things one recognises. Ours weighs the most frequent width alone, so that title lines and a few
damaged rows don't outvote a table.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from barometer.ingest import fixed_width

Reader = Iterator[list[str]]
DELIMITERS = (",", ";", "\t", "|", ":", " ", "^", "~", "#", "§", "¦", "\x1f", "\x1e", "\x01")
_LAST_RESORT = {":": 0.4, " ": 0.4, "#": 0.7, "~": 0.9, "^": 0.9}
_MOST_REPEATED = 4
_UNIT = "\x1f"
_POOR = 0.5
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SAMPLE_LINES = 2_000
_SAMPLE_CHARACTERS = 1 << 18
_SEP = re.compile(r'^\ufeff?"?sep=(.)"?\s*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How cells are set apart.

    escape      '\\' where a quote inside a cell is written \", else '' (doubled, as RFC 4180)
    skip_space  whether a space after a delimiter belongs to it
    padded      whether spaces and tabs on both its sides belong to it (' ; '), or many spaces are one
    repeated    how many times the delimiter is written for one ('||')
    cuts        where cells begin in a table of fixed places, which has no delimiter
    sep_line    whether the first line only names the delimiter
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False
    sep_line: bool = False
    padded: bool = False
    repeated: int = 1
    cuts: tuple[int, ...] = ()

    def plain(self) -> Dialect:
        """The dialect of ``plain_lines``: where a mark is repeated, another stands for it, and it is text."""
        mark = _UNIT if self.repeated > 1 or self.cuts else self.delimiter
        return replace(self, delimiter=mark, padded=False, repeated=1, cuts=())


def detect(lines: list[str]) -> Dialect:
    """The dialect of a text's physical lines; a comma where nothing tells."""
    named = _SEP.match(lines[0]) if lines else None
    sample = _sample(lines[1:] if named else lines)
    if named:
        return _finished(Dialect(named[1], _quote(sample, named[1]), sep_line=True), sample)
    best, best_score = Dialect(), 0.0
    for delimiter in DELIMITERS:
        if sum(delimiter in line for line in sample) * 3 < len(sample):
            continue
        for candidate in _variants(Dialect(delimiter, _quote(sample, delimiter)), sample):
            score = _score(candidate, sample) * _LAST_RESORT.get(delimiter, 1.0)
            if score > best_score + 1e-9:
                best, best_score = candidate, score
    places = fixed_width.cuts(sample) if best.delimiter == " " or best_score < _POOR else ()
    if places:
        fixed = Dialect(" ", skip_space=True, cuts=places)
        if _score(fixed, sample) > _score(best, sample) + 1e-9:
            return fixed
    return _finished(best, sample)


def _variants(plain: Dialect, sample: list[str]) -> list[Dialect]:
    """The dialect, and with spaces after its delimiters where quotes follow them."""
    if times := _repeated(plain.delimiter, sample):
        return [replace(plain, repeated=times, skip_space=True), plain]
    if _padded(plain.delimiter, sample):
        return [replace(plain, padded=True, skip_space=True), plain]
    spaced = f"{plain.delimiter} {plain.quote}"
    if plain.delimiter != " " and sum(spaced in line for line in sample) * 3 > len(sample):
        return [plain, replace(plain, skip_space=True)]
    return [plain]


def _repeated(delimiter: str, sample: list[str]) -> int:
    """How many times a delimiter always stands together, in nearly all lines that have it; 0 for once."""
    if delimiter in {",", " "}:
        return 0
    bare = (_QUOTED.sub("x", line) for line in sample)
    runs = [
        list(map(len, re.findall(rf"{re.escape(delimiter)}+", line))) for line in bare if delimiter in line
    ]
    usual = Counter(min(lengths) for lengths in runs if lengths).most_common(1)
    times = usual[0][0] if usual else 1
    every = [length for lengths in runs for length in lengths]
    together = sum(length % times == 0 for length in every)
    return times if 1 < times <= _MOST_REPEATED and together >= 0.8 * len(every) else 0


def _padded(delimiter: str, sample: list[str]) -> bool:
    """Whether nearly all lines write the delimiter between spaces, or cells between many of them."""
    if delimiter == "\t":
        return False
    if delimiter == " ":
        return sum("  " in line.strip() or line[:1] == " " for line in sample) * 2 > len(sample)
    mark = re.escape(delimiter)
    every, apart = re.compile(mark), re.compile(rf"[ \t]{mark}|{mark}\t")
    held = [bare for line in sample if delimiter in (bare := _QUOTED.sub("x", line))]
    return bool(held) and sum(
        2 * len(apart.findall(line)) > len(every.findall(line)) for line in held
    ) >= 0.9 * len(held)


def plainly(line: str, dialect: Dialect) -> str:
    """A line with each delimiter once and nothing around it; what stands in quotes is left as it is."""
    mark, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
    if dialect.padded and dialect.delimiter == " ":
        line, gap = line.strip(" "), r" +"
    elif dialect.padded:
        gap = rf"[ \t]*{mark}[ \t]*"
    else:
        gap = rf"(?:{mark}){{{dialect.repeated}}}"
    kept = re.compile(rf"{quote}(?:[^{quote}\\\\]|\\\\.|{quote}{quote})*{quote}|({gap})")
    mark = dialect.plain().delimiter
    return kept.sub(lambda found: mark if found[1] else found[0], line)


def plain_lines(lines: list[str], dialect: Dialect) -> list[str]:
    """The lines as csv can read them: quotes doubled where escaped, delimiters once."""
    if dialect.cuts:
        return [fixed_width.cut(line, dialect.cuts, _UNIT) for line in lines]
    if dialect.padded or dialect.repeated > 1:
        lines = [plainly(line, dialect) for line in lines]
    return [unescape(line, dialect.quote) for line in lines] if dialect.escape else lines


def _sample(lines: list[str]) -> list[str]:
    kept: list[str] = []
    size = 0
    for line in lines:
        if not line.strip():
            continue
        size += len(line)
        if size > _SAMPLE_CHARACTERS or len(kept) >= _SAMPLE_LINES:
            break
        kept.append(line)
    return kept or [line[:_SAMPLE_CHARACTERS] for line in lines[:1]]


def _quote(sample: list[str], delimiter: str) -> str:
    """The quote that opens and closes most cells."""
    strength = {}
    edge = re.escape(delimiter)
    for quote in ('"', "'"):
        opened = re.compile(rf"(?:^|{edge}) ?{quote}")
        closed = re.compile(rf"{quote} ?(?:{edge}|$)")
        strength[quote] = sum(
            min(len(opened.findall(line)), len(closed.findall(line))) for line in sample if quote in line
        )
    return "'" if strength["'"] > max(2 * strength['"'], len(sample) // 3) else '"'


def reader(lines: Iterable[str], dialect: Dialect, strict: bool) -> Reader:
    """A csv.reader over ``lines``; the dialect's escape is undone beforehand (see records)."""
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=True,
        skipinitialspace=dialect.skip_space,
        strict=strict,
    )


def _rows(dialect: Dialect, sample: list[str]) -> list[list[str]]:
    try:
        return list(reader((line + "\n" for line in sample), dialect, strict=False))
    except csv.Error:
        return []


def _score(dialect: Dialect, sample: list[str]) -> float:
    rows = _rows(dialect.plain(), plain_lines(sample, dialect))
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 0.0
    width, often = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width < 2:
        return 0.0
    share = often / sum(widths.values())
    cells = [cell for row in rows[:400] if len(row) == width for cell in row]
    known = sum(map(_known, cells)) / len(cells)
    return share * share * (1 - 1 / width) * known


_NUMBER = re.compile(r"[<>≈~+\-−(]?\s*\d[\d\s.,'’\u00a0\u202f]*\s*(?:%|/\s*\d+|\))?$")
_KNOWN = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d.*)?$"
    r"|\d{1,2}:\d{2}(?::\d{2})?$"
    r"|(?:https?|ftp)://\S+$|[\w.+-]+@[\w-]+\.[\w.]+$"
    r"|[$€£]\s?-?\d[\d.,]*$|-?\d[\d.,]*\s?[$€£]$"
)
_WORDS = re.compile(r"[\w'’&()/.+\- %°]{1,60}$")


@lru_cache(maxsize=1 << 14)
def _known(cell: str) -> float:
    """1 for what has a kind (number, date, link…), 0.9 for a few words, less for the rest."""
    text = cell.strip()
    if not text:
        return 0.7
    if _NUMBER.match(text) or _KNOWN.match(text):
        return 1.0
    return 0.9 if _WORDS.match(text) else 0.3


def _finished(dialect: Dialect, sample: list[str]) -> Dialect:
    sample, plain = plain_lines(sample, dialect), dialect.plain()
    escape = _escape(plain, sample)
    later = [cell for row in _rows(replace(plain, escape=escape), sample)[:400] for cell in row[1:] if cell]
    spaced = sum(cell.startswith(" ") for cell in later)
    space = dialect.delimiter != " " and bool(later) and spaced >= 0.9 * len(later)
    return replace(dialect, escape=escape, skip_space=space or dialect.skip_space)


def _escape(dialect: Dialect, sample: list[str]) -> str:
    """A backslash where reading it as an escape leaves fewer broken lines."""
    marked = "\\" + dialect.quote
    escaped = [line for line in sample if marked in line]
    if not escaped:
        return ""
    plain = sum(_broken(dialect, line) for line in escaped)
    undone = sum(_broken(dialect, unescape(line, dialect.quote)) for line in escaped)
    return "\\" if undone < plain else ""


def unescape(line: str, quote: str) -> str:
    """A line whose quotes are escaped by a backslash, with them doubled instead."""
    return re.sub(rf"(?<!\\)((?:\\\\)*)\\{quote}", lambda m: m[1] + quote * 2, line)


def _broken(dialect: Dialect, line: str) -> bool:
    try:
        list(reader([line + "\n"], dialect, strict=True))
    except csv.Error:
        return True
    return False
