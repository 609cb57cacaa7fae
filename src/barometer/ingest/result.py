"""What an import came to: the rows, the account of every line, and what must still be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from barometer.ingest.dialect import Dialect
from barometer.ingest.encoding import Encoding
from barometer.ingest.personal import mask
from barometer.ingest.values import Asked, Value
from barometer.model import Account, Message

KINDS = ("claims", "complaints", "reports", "exposure", "companies")
"""What a file may hold."""
VERSION = 2
"""Of the importer: two versions may read one file differently, so it is part of a dataset's id."""


_NOTHING_READ = Account(0, 0)


class Status(StrEnum):
    """Whether rows can be stored."""

    ACCEPTED = "accepted"
    NEEDS_CHOICE = "needs_choice"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row: its first line in the file, its values by field, and what its source says beyond them."""

    line: int
    values: Mapping[str, Any]
    details: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row set aside: where, as it stood, and why."""

    line: int
    reason: Message
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """What the reader must know: of one line, or (line None) of the whole file."""

    line: int | None
    message: Message


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the file and the field it was taken for; ``by`` heading, content or user."""

    field: str
    label: str
    index: int
    type: str
    how: str
    by: str = "heading"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known company that a name may mean, with how alike they are written (0 to 100)."""

    company: str
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class FoundCompany:
    """One company of the file: all its spellings under one key, and whom it is taken for.

    match        id of the known company; '' for a new one
    by           identifier, crosswalk, alias, name or '' (new)
    suggestions  known companies it may be; merged only on a yes
    lookalikes   letters of another alphabet in its name
    """

    key: str
    name: str
    spellings: tuple[str, ...]
    rows: int
    match: str = ""
    by: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    lookalikes: str = ""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Personal data of one kind in free text: how often, and the first lines it stands on."""

    kind: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Everything that an import of one file came to.

    name       the upload's name, for showing only; it never becomes part of a path
    sha256     of the original's bytes
    accented   three lines with accents, to show how the encoding was read
    not_data   (line, why): blank, title, header, repeated_header, note, total, sep
    duplicates lines of rows that repeat another
    sample     the first three rows as they stand, to be shown beside the headings
    wide       labels of columns that hold one period each and could be unpivoted
    tables     (table of the package, Parquet file in the store's staging folder), where a recipe read
    table      the rows as a Parquet file where they are too many for ``records``
    """

    status: Status
    kind: str
    name: str
    sha256: str
    error: Message | None = None
    format: str = "text"
    wrapped: tuple[str, ...] = ()
    encoding: Encoding | None = None
    accented: tuple[str, ...] = ()
    dialect: Dialect | None = None
    header: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    fields: tuple[MappedColumn, ...] = ()
    records: tuple[StoredRow, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    duplicates: tuple[int, ...] = ()
    not_data: tuple[tuple[int, str], ...] = ()
    warnings: tuple[Warned, ...] = ()
    questions: tuple[Asked, ...] = ()
    account: Account = _NOTHING_READ
    companies: tuple[FoundCompany, ...] = ()
    personal: tuple[PersonalData, ...] = ()
    wide: tuple[str, ...] = ()
    recipe: str = ""
    version: int = VERSION
    tables: tuple[tuple[str, str], ...] = ()

    def shown_text(self, text: str) -> str:
        """A free text as it may be shown or exported: personal data masked."""
        return mask(text)
