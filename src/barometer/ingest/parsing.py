"""The child's side of child.py: reads a request, parses a stranger's bytes within limits, answers."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import hashlib
import json
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from barometer.ingest import codec, container, inflated, limits
from barometer.ingest.companies import Crosswalk, Register
from barometer.ingest.importing import ANY, Progress, import_bytes, likely_kind
from barometer.ingest.result import ImportResult, Status, Warned
from barometer.ingest.stop import Refused
from barometer.model import Company, Message

_SAMPLE = 1 << 21
_UNPACKED_FROM = limits.MIB
"""Smaller compressed files inflate in memory: beyond a hundred times that they are bombs."""


def _read_register(told: list[Any]) -> Register:
    return Register({c[0]: Company(*c) for c in told[0]}, told[1], told[2])


def main() -> None:
    """Reads the request, answers with progress and one result."""
    gc.disable()  # a short life with many small rows: collecting would take most of it
    out = sys.stdout
    asked = sys.stdin.buffer.readline()
    if not asked:  # nobody needed it
        return
    told = json.loads(asked)
    _confine(told["memory"], told["seconds"])
    try:
        result = _answered(told, sys.stdin.buffer, out)
    except Refused as refused:
        result = ImportResult(Status.REFUSED, told["kind"], told["name"], "", refused.message)
    except (MemoryError, RecursionError):
        why = Message("ingest.child.too_much_memory")
        result = ImportResult(Status.REFUSED, told["kind"], told["name"], "", why)
    out.write(codec.dumps(result) + "\n")
    out.flush()


def _answered(told: dict[str, Any], stdin: IO[bytes], out: IO[str]) -> ImportResult:
    def progress(step: str, share: float) -> None:
        out.write(json.dumps({"progress": [step, share]}) + "\n")
        out.flush()

    asked = _Asked.of(told)
    if not told["path"]:
        data = stdin.read()
        return _whole(data, _decided(asked, told, data, asked.name), progress)
    path = Path(told["path"])
    with contextlib.ExitStack() as folders:
        large = path.stat().st_size >= _UNPACKED_FROM
        folder = asked.staging or Path(folders.enter_context(tempfile.TemporaryDirectory()))
        progress("reading", 0.01)
        source = inflated.unpacked(path, asked.name, folder) if large else inflated.Source(path, asked.name)
        asked = _decided(asked, told, _head(source.path), source.name)
        if source.path.stat().st_size >= limits.BULK_BYTES:
            found = _large(source, asked, folder, progress)
            if found is not None:
                return _as_sent(found, path, source)
    return _whole(path.read_bytes(), asked, progress)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request as the child holds it: see child.Request."""

    name: str
    kind: str
    columns: dict[str, str] | None
    answers: dict[str, str]
    crosswalk: Crosswalk | None
    register: Register | None
    today: dt.date | None
    recipe: str
    home: Path | None
    staging: Path | None

    @staticmethod
    def of(told: dict[str, Any]) -> _Asked:
        return _Asked(
            told["name"],
            told["kind"],
            told["columns"],
            told["answers"],
            Crosswalk(*told["crosswalk"]) if told["crosswalk"] else None,
            _read_register(told["register"]) if told["register"] else None,
            dt.date.fromisoformat(told["today"]) if told["today"] else None,
            told["recipe"],
            *(Path(told[part]) if told[part] else None for part in ("home", "staging")),
        )

    @property
    def how(
        self,
    ) -> tuple[dict[str, str] | None, dict[str, str], Crosswalk | None, Register | None, dt.date | None]:
        """What decides a reading beside the bytes, the name and the kind."""
        return self.columns, self.answers, self.crosswalk, self.register, self.today


def _decided(asked: _Asked, told: dict[str, Any], head: bytes, name: str) -> _Asked:
    """The request with the kind that the file's headings name most, where nobody said which it is."""
    if asked.kind != ANY:
        return asked
    told["kind"] = likely_kind(head, name, asked.answers)
    return replace(asked, kind=told["kind"])


def _whole(data: bytes, asked: _Asked, progress: Progress) -> ImportResult:
    """A file that memory holds."""
    if asked.recipe:
        found = _by_recipe(data, asked)
        if found is not None:
            return found
    return import_bytes(data, asked.name, asked.kind, *asked.how, progress)


def _by_recipe(data: bytes, asked: _Asked) -> ImportResult | None:
    """The file as a recipe reads it, its rows on the disk where they have a place there; None for none."""
    from barometer.ingest import recipe_result  # what reads recipes is loaded where one may be followed

    known = recipe_result.read(data, asked.name, asked.recipe, asked.home, asked.register, asked.crosswalk)
    if known is None:
        return None
    result, reading = known
    if reading is None or asked.staging is None:
        return result
    from barometer.ingest.recipe_staged import staged  # with it the whole store

    return replace(result, records=(), tables=staged(reading, result, asked.staging))


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(limits.MIB)


def _as_sent(found: ImportResult, path: Path, source: inflated.Source) -> ImportResult:
    """A result of what a compressed file held, as one of that file."""
    if not source.wrapped:
        return found
    source.path.unlink(missing_ok=True)
    return replace(found, sha256=_sha256(path), wrapped=source.wrapped)


def _large(source: inflated.Source, asked: _Asked, folder: Path, progress: Progress) -> ImportResult | None:
    """A large file by the bulk path; None where another way takes it. Refused where none can."""
    path = source.path
    head, size = _head(path), path.stat().st_size
    known = None
    if asked.recipe:
        from barometer.ingest import recipe, recipe_result

        if asked.recipe != recipe.AUTO:
            return None
        known = recipe_result.recognise_file(head, source.name, recipe.known(asked.home))
        if known and size <= limits.MEMORY_TABLE_BYTES:
            return None
    if head.startswith(b"PK\x03\x04") or container.sniff(head) != "text":
        return None
    from barometer.ingest import bulk
    from barometer.ingest.bulk_plan import Irregular

    try:
        found = bulk.import_path(path, asked.name, asked.kind, folder, *asked.how, progress)
    except Irregular as irregular:
        if size <= limits.MEMORY_TABLE_BYTES:
            return None
        return _too_large(path, asked, irregular.reason)
    if known:
        most = {"recipe": known.id, "limit": limits.MEMORY_TABLE_BYTES // limits.MIB}
        said = Warned(None, Message("ingest.file.recipe_not_followed", most))
        found = replace(found, warnings=(*found.warnings, said))
    return found if asked.staging else replace(found, tables=())


def _too_large(path: Path, asked: _Asked, reason: Message) -> ImportResult:
    """What the first part of a file asks, if it asks something; else Refused, by it or as irregular."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    head = head[: head.rfind(b"\n") + 1]
    sample = import_bytes(head, asked.name, asked.kind, *asked.how)
    if sample.status is Status.NEEDS_CHOICE:
        return replace(sample, sha256=_sha256(path))
    if sample.error is not None:
        raise Refused(sample.error)
    sizes = {"size": path.stat().st_size // limits.MIB, "limit": limits.MEMORY_TABLE_BYTES // limits.MIB}
    raise Refused(Message("ingest.refused.irregular", {**sizes, "reason": reason}))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _confine(memory: int, seconds: float) -> None:
    """Limits of memory and processor time; where the system has none, the parent's clock remains."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (2 * int(seconds) + 5,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
