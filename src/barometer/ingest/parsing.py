"""The child's side of child.py: reads a request, parses a stranger's bytes within limits, answers."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import hashlib
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from barometer.ingest import codec, container, limits
from barometer.ingest.companies import Crosswalk, Register
from barometer.ingest.importing import ANY, Progress, import_bytes, likely_kind
from barometer.ingest.result import ImportResult, Status
from barometer.ingest.stop import Refused
from barometer.model import Company, Message

_SAMPLE = 1 << 21


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
    _confine(told["memory"])
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

    crosswalk = Crosswalk(*told["crosswalk"]) if told["crosswalk"] else None
    register = _read_register(told["register"]) if told["register"] else None
    today = dt.date.fromisoformat(told["today"]) if told["today"] else None
    home, staging = (Path(told[part]) if told[part] else None for part in ("home", "staging"))
    data = b"" if told["path"] else stdin.read()
    if told["kind"] == ANY:
        head = _head(Path(told["path"])) if told["path"] else data
        told["kind"] = likely_kind(head, told["name"], told["answers"])
    if told["path"] and Path(told["path"]).stat().st_size >= limits.BULK_BYTES:
        progress("reading", 0.05)
        if large := _large(told, home, staging, crosswalk, register, today, progress):
            return large
    data = Path(told["path"]).read_bytes() if told["path"] else data
    if told["recipe"]:
        from barometer.ingest import recipe_result

        known = recipe_result.in_child(data, told["name"], told["recipe"], home, staging, register, crosswalk)
        if known is not None:
            return known
    return import_bytes(
        data,
        told["name"],
        told["kind"],
        told["columns"],
        told["answers"],
        crosswalk,
        register,
        today,
        progress,
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(limits.MIB)


def _large(
    told: dict[str, Any],
    home: Path | None,
    staging: Path | None,
    crosswalk: Crosswalk | None,
    register: Register | None,
    today: dt.date | None,
    progress: Progress = lambda step, share: None,
) -> ImportResult | None:
    """A large file by the bulk path; None where another way takes it. Refused where none can."""
    path = Path(told["path"])
    head = _head(path)
    if told["recipe"]:
        from barometer.ingest import recipe_result

        if told["recipe"] != recipe_result.AUTO:
            return None
        known = recipe_result.recognise_file(head, told["name"], recipe_result.known(home))
        if known and path.stat().st_size <= limits.MEMORY_TABLE_BYTES:
            return None
    if container.sniff(head) != "text":
        return None
    from barometer.ingest import bulk
    from barometer.ingest.bulk_plan import Irregular

    columns, answers = told["columns"], told["answers"]
    try:
        with contextlib.ExitStack() as folders:
            folder = staging or Path(folders.enter_context(tempfile.TemporaryDirectory()))
            how = (columns, answers, crosswalk, register, today, progress)
            found = bulk.import_path(path, told["name"], told["kind"], folder, *how)
    except Irregular as irregular:
        if path.stat().st_size <= limits.MEMORY_TABLE_BYTES:
            return None
        return _too_large(path, told, crosswalk, register, today, irregular.reason)
    return found if staging else replace(found, tables=())


def _too_large(
    path: Path,
    told: dict[str, Any],
    crosswalk: Crosswalk | None,
    register: Register | None,
    today: dt.date | None,
    reason: Message,
) -> ImportResult:
    """What the first part of a file asks, if it asks something; else Refused, with what is irregular."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    head = head[: head.rfind(b"\n") + 1]
    how = (told["columns"], told["answers"], crosswalk, register, today)
    sample = import_bytes(head, told["name"], told["kind"], *how)
    if sample.status is Status.NEEDS_CHOICE:
        return replace(sample, sha256=_sha256(path))
    if sample.error is not None:
        reason = sample.error
    sizes = {"size": path.stat().st_size // limits.MIB, "limit": limits.MEMORY_TABLE_BYTES // limits.MIB}
    raise Refused(Message("ingest.refused.irregular", {**sizes, "reason": reason}))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _confine(memory: int) -> None:
    """Limits of memory and processor time; where the system has none, the parent's clock remains."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (int(limits.CHILD_SECONDS) + 5,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
