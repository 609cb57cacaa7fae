"""What a link carries of an upload: which file it needs, and how that file was read.

``ds=<id>@<lines>.<sha256 begins>.<record>``: whoever has the file makes the same dataset of it. All
that a recipient is told stands in the link; the server says nothing of a dataset that is not theirs.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from barometer.ingest import names
from barometer.ingest.companies import NEW, Crosswalk, Register
from barometer.ingest.fields import KINDS
from barometer.model import Message
from barometer.store.datasets import Entry
from barometer.store.landing import Context
from barometer.view import MOST_RECORD

_MOST_WRITTEN, _MOST_TEXT = 60_000, 2_000
_TOKEN = re.compile(
    r"(?P<id>[0-9a-f]{32})@(?P<lines>[0-9]{1,9})\.(?P<sha>[0-9a-f]{12})(?:\.(?P<told>[\w-]*))?"
)
_ID = re.compile(r"[A-Za-z0-9_]{0,60}")
#: what a user wrote in their own words
_FREE = {"asked_by", "paid_by", "publisher", "title", "url", "published"}
_CONTEXT = {one.name for one in fields(Context)}


@dataclass(frozen=True, slots=True)
class Carried:
    """An upload as a link names it.

    lines     how many lines were read, ``sha256`` the first 12 characters of the file's
    answers   question id -> choice; ``companies`` name's key -> company, where a person decided
    context   what its user said of the whole file
    typed     a figure that was typed: field -> text, in the order of its file; it needs no other
    columns   field -> heading where a person said which column is what; None where the file's own are taken
    cut       whether the record of how it was read can't be read: the link lost a part on its way
    """

    dataset: str
    lines: int
    sha256: str
    kind: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=Context)
    typed: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] | None = None
    cut: bool = False

    @property
    def crosswalk(self) -> Crosswalk:
        """The decisions on names, as an import takes them."""
        return Crosswalk(self.companies)

    def written(self) -> str:
        """The dataset as a view's ``ds`` holds it."""
        begun = f"{self.dataset}@{self.lines}.{self.sha256}"
        told = {
            "k": self.kind,
            "a": dict(self.answers),
            "x": dict(self.companies),
            "c": {name: value for name, value in asdict(self.context).items() if value not in (None, "")},
            "t": dict(self.typed),
            "m": dict(self.columns or {}),
        }
        text = json.dumps({k: v for k, v in told.items() if v}, ensure_ascii=False)
        packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
        whole = f"{begun}.{packed}"
        return whole if len(whole) <= MOST_RECORD else begun


def read(token: str) -> Carried | None:
    """What a link's dataset says of itself; None for a bare id, or for what is no record of ours."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    begun = Carried(found["id"], int(found["lines"]), found["sha"])
    try:
        told = _unpacked(found["told"] or "")
        return begun if told is None else _of(begun, told)
    except (ValueError, TypeError, zlib.error, binascii.Error, RecursionError):
        return replace(begun, cut=True)


def _unpacked(packed: str) -> Any:
    if not packed:
        return None
    raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    text = zlib.decompressobj().decompress(raw, _MOST_WRITTEN)
    return json.loads(text)


def _of(begun: Carried, told: Any) -> Carried:
    kind = str(told.get("k", "")) if isinstance(told, dict) else ""
    if kind not in KINDS:
        raise ValueError(kind)
    said = {name: value for name, value in dict(told.get("c", {})).items() if name in _CONTEXT}
    per_n = said.pop("per_n", None)
    if not all(_ID.fullmatch(str(value)) for name, value in said.items() if name not in _FREE):
        raise ValueError("an id that is none")
    context = Context(**_texts(said), per_n=int(per_n) if per_n is not None else None)
    answers, companies, typed, columns = (_texts(told.get(part, {})) for part in ("a", "x", "t", "m"))
    return replace(
        begun, kind=kind, answers=answers, companies=companies, context=context, typed=typed,
        columns=columns or None,
    )  # fmt: skip


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    found = {str(name): str(value)[:_MOST_TEXT] for name, value in dict(given).items()}
    "".join([*found, *found.values()]).encode()  # half a character is no text: a ValueError
    return found


def of_entry(
    entry: Entry, sha256: str, register: Register, typed: Mapping[str, str] | None = None
) -> Carried:
    """What a link carries of a dataset; of its companies only what ``register`` would not find itself."""
    record = entry.record
    decided = {
        key: company
        for key, company in record.get("crosswalk", {}).items()
        if register.by_key.get(names.key(key), NEW) != company
    }
    context = Context(**{n: v for n, v in record.get("context", {}).items() if n in _CONTEXT})
    return Carried(
        entry.id,
        entry.account.read,
        sha256[:12],
        entry.kind,
        record.get("answers", {}),
        decided,
        context,
        typed or {},
        record["mapping"] if record.get("by_hand") else None,
    )


def begun(token: str) -> str:
    """A link's dataset without the record of its reading: which file is needed, and no more."""
    found = _TOKEN.fullmatch(token)
    return token if found is None else f"{found['id']}@{found['lines']}.{found['sha']}"


def absent(token: str) -> Message:
    """What to say of a dataset of a link that the reader does not have: from the link alone."""
    told = read(token)
    if told is None:
        return Message("notice.dataset_absent", {"id": token.partition("@")[0][:40]})
    if told.typed:
        return Message("notice.figure_needed", {"title": told.context.title or told.dataset[:8]})
    kind = "link_cut" if told.cut else "file_needed"
    return Message(f"notice.{kind}", {"lines": told.lines, "sha256": told.sha256})
