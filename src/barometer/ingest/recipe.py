"""A recipe: how a known publisher's file is read, in a TOML file that a data journalist can write.

docs/recipes.md says how. Here a recipe is read and judged: a word that no recipe knows, a table or
column that no package has, is an error that names the file and the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from barometer.ingest.header import plain
from barometer.model import Message
from barometer.store.schema import tables

AUTO = "auto"
"""In place of a recipe's name: whichever knows the file."""
FOLDER = Path(__file__).parent / "recipes"
INTO = ("claims", "complaints", "exposure", "reports", "context")
LEFT_OUT = ("aggregate", "other")
_TOP = {
    "title", "publisher", "url", "licence", "header", "header_lines", "decimal", "dates", "missing",
    "unique", "leave_out", "table", "channel", "metric",
}  # fmt: skip
_TABLE = {"into", "rows", "only", "set", "take", "code", "translate", "times", "pad", "each", "period"}
_EACH = {"columns", "but", "becomes", "value"}
_PERIOD = {"column", "year", "quarter", "fixed", "heading", "of", "year_starts", "basis", "from_each"}
_CODE = {"column", "prefix", "digits"}
_NAME = re.compile(r"[a-z0-9_]+")


class RecipeError(Exception):
    """A recipe that can't be followed; ``message`` names the file and the key."""

    def __init__(self, file: str, key: str, code: str) -> None:
        self.message = Message(f"recipe.{code}", {"file": file, "key": key})
        super().__init__(f"{file}: {key}: {code}")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are no data: a column that is empty, or that reads as one of the patterns."""

    column: str
    patterns: tuple[str, ...]
    empty: bool
    why: str


@dataclass(frozen=True, slots=True)
class TableRule:
    """One table that the file gives.

    take       column of the package -> label in the file; of several, their texts joined
    code       the file's own code of a company, made its id
    only       label -> patterns: the rows that belong to this table
    translate  column of the package -> {pattern of the cell: id}
    each       a wide table: every column that matches is a row of its own
    rows       '' or 'count': each row of the file is one complaint or report
    """

    into: str
    rows: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    set: Mapping[str, Any] = field(default_factory=dict)
    take: Mapping[str, Any] = field(default_factory=dict)
    code: Mapping[str, Any] = field(default_factory=dict)
    translate: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)
    pad: Mapping[str, int] = field(default_factory=dict)
    each: Mapping[str, Any] = field(default_factory=dict)
    period: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A publisher's file: the labels it is known by, how its cells read, the tables it gives."""

    id: str
    titles: Mapping[str, str]
    publisher: str
    url: str
    licence: str
    header: tuple[str, ...]
    header_lines: int
    decimal: str
    dates: str
    missing: frozenset[str]
    unique: tuple[str, ...]
    leave_out: tuple[LeftOut, ...]
    tables: tuple[TableRule, ...]
    channels: Mapping[str, Mapping[str, str]]
    metrics: Mapping[str, Mapping[str, str]]

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.id

    @property
    def kind(self) -> str:
        """The table that the file is mainly about."""
        return self.tables[0].into

    def title(self, lang: str) -> str:
        """What the file is called, in French or English."""
        return self.titles.get(lang) or next(iter(self.titles.values()))


@cache
def shipped() -> Mapping[str, Recipe]:
    """The recipes that come with the app, by id."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.toml"))}


def load(path: Path) -> Recipe:
    """A recipe from its file. RecipeError if it can't be followed, OSError if it can't be opened."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(path.name, str(error)[:80], "not_toml") from error
    _known(path.name, "", raw, _TOP)
    for needed in ("title", "publisher", "header", "table"):
        if not raw.get(needed):
            raise RecipeError(path.name, needed, "missing_key")
    return Recipe(
        id=path.stem,
        titles=raw["title"],
        publisher=raw["publisher"],
        url=raw.get("url", ""),
        licence=raw.get("licence", ""),
        header=tuple(raw["header"]),
        header_lines=int(raw.get("header_lines", 1)),
        decimal=raw.get("decimal", "."),
        dates=raw.get("dates", "ymd"),
        missing=frozenset(map(plain, raw.get("missing", ()))),
        unique=tuple(raw.get("unique", ())),
        leave_out=tuple(_left_out(path.name, entry) for entry in raw.get("leave_out", ())),
        tables=tuple(_table(path.name, entry) for entry in raw["table"]),
        channels=_described(path.name, raw, "channel", "channels"),
        metrics=_described(path.name, raw, "metric", "metrics"),
    )


def _known(file: str, place: str, raw: Mapping[str, Any], allowed: set[str]) -> None:
    for key in raw:
        if key not in allowed:
            raise RecipeError(file, f"{place}{key}", "unknown_key")


def _left_out(file: str, raw: Mapping[str, Any]) -> LeftOut:
    _known(file, "leave_out.", raw, {"column", "is", "empty", "why"})
    if raw.get("why") not in LEFT_OUT or not raw.get("column"):
        raise RecipeError(file, "leave_out.why", "unknown_value")
    return LeftOut(raw["column"], tuple(raw.get("is", ())), bool(raw.get("empty", False)), raw["why"])


def _table(file: str, raw: Mapping[str, Any]) -> TableRule:
    _known(file, "table.", raw, _TABLE)
    if raw.get("into") not in INTO:
        raise RecipeError(file, "table.into", "unknown_value")
    for part, allowed in (("each", _EACH), ("period", _PERIOD), ("code", _CODE)):
        _known(file, f"table.{part}.", raw.get(part, {}), allowed)
    columns = {column.name for column in tables()[raw["into"]].columns} | {"name"}
    for part in ("set", "take", "translate", "times", "pad"):
        _known(file, f"table.{part}.", raw.get(part, {}), columns)
    known = {key: value for key, value in raw.items() if key != "only"}
    return TableRule(only={k: _several(v) for k, v in raw.get("only", {}).items()}, **known)


def _described(file: str, raw: Mapping[str, Any], part: str, table: str) -> Mapping[str, Mapping[str, str]]:
    """Channels or metrics that the recipe brings with it: id -> columns of their table."""
    columns = {column.name for column in tables()[table].columns} - {"id"}
    for name, entry in raw.get(part, {}).items():
        _known(file, f"{part}.{name}.", entry, columns)
    found: Mapping[str, Mapping[str, str]] = raw.get(part, {})
    return found


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, plain(pattern).split("*"))), re.DOTALL)


def matches(pattern: str, text: Any) -> bool:
    """Whether a label or cell reads as ``pattern``: case and spaces aside, * stands for anything."""
    return bool(_pattern(pattern).fullmatch(plain(text)))


def find(name: str, home: Path | None = None) -> Recipe | None:
    """The recipe called ``name``: one that comes with the app, else one in the store's folder ``recipes``,
    else the file of that path. RecipeError if it can't be followed.
    """
    if name in shipped():
        return shipped()[name]
    if home is not None and _NAME.fullmatch(name) and (home / "recipes" / f"{name}.toml").is_file():
        return load(home / "recipes" / f"{name}.toml")
    path = Path(name)
    return load(path) if path.suffix == ".toml" and path.is_file() else None


def known(home: Path | None = None) -> Mapping[str, Recipe]:
    """The recipes that come with the app, and the user's own in the store's folder ``recipes``."""
    own = sorted((home / "recipes").glob("*.toml")) if home is not None else []
    return {**shipped(), **{path.stem: load(path) for path in own}}
