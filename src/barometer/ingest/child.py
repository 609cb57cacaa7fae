"""Parsing in a process of its own, with limits on time and memory; to cancel it is to kill it.

The parent writes one line of JSON (the request) and, where it holds no path, the file's bytes;
the child answers lines of JSON: progress, then the result.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from barometer.ingest import codec, container, limits
from barometer.ingest.companies import Crosswalk, Register
from barometer.ingest.importing import ANY, Progress, import_bytes, likely_kind
from barometer.ingest.result import ImportResult, Status
from barometer.ingest.stop import Refused
from barometer.model import Company, Message

_SOURCE = Path(__file__).parents[2]
_SAMPLE = 1 << 21


@dataclass(frozen=True, slots=True)
class Request:
    """What to import, and how: see importing.import_bytes.

    kind     claims, complaints…; 'any' for the one that the headings name most
    recipe   name of a recipe; 'auto' for the one that knows the file's header, if any
    home     the store's folder, where recipes of the user's own may lie
    staging  a folder for the rows that a recipe read, as ``Store.receiving`` gives it
    """

    name: str
    kind: str
    columns: Mapping[str, str] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    crosswalk: Crosswalk | None = None
    register: Register | None = None
    today: dt.date | None = None
    recipe: str = ""
    home: Path | None = None
    staging: Path | None = None


def import_file(
    file: Path | bytes,
    name: str,
    kind: str,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    crosswalk: Crosswalk | None = None,
    recipe: Recipe | str | None = None,
    register: Register | None = None,
    home: Path | None = None,
    staging: Path | None = None,
) -> ImportResult:
    """Imports a file in a child process and waits for it; see Job for progress and cancelling.

    recipe   a recipe's name, 'auto' for the one that knows the header, or what fills in the request
    home     the store's folder, where recipes of the user's own may lie
    staging  a folder of the store (``Store.receiving``) for the rows of a large file or a recipe
    """
    request = Request(name, kind, columns, dict(answers or {}), crosswalk, register)
    request = replace(request, home=home, staging=staging, recipe=recipe if isinstance(recipe, str) else "")
    if recipe is not None and not isinstance(recipe, str):
        request = recipe(request)
    return Job(file, request).result()


Recipe = Callable[[Request], Request]


class Job:
    """One import under way: ``progress`` moves from 0 to 1, ``cancel`` kills it, ``result`` waits."""

    def __init__(self, file: Path | bytes, request: Request, seconds: float = limits.CHILD_SECONDS) -> None:
        self.progress, self.step = 0.0, "starting"
        self._file, self._request = file, request
        self._answer: ImportResult | None = None
        self._deadline = time.monotonic() + seconds
        self._seconds = seconds
        self._cancelled = False
        self._child = _spawn(limits.CHILD_MEMORY if request.staging else _memory(file))
        threading.Thread(target=self._send, daemon=True).start()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def cancel(self) -> None:
        """Stops the import at once; nothing of it remains."""
        self._cancelled = True
        self._child.kill()

    def result(self) -> ImportResult:
        """The result, when it has come; a refusal where the child was stopped or died."""
        self._listener.join(max(0.0, self._deadline - time.monotonic()))
        late = self._listener.is_alive()
        if late:
            self._child.kill()
            self._listener.join()
        code = self._child.wait()
        if self._answer is not None:
            return self._answer
        if self._cancelled:
            return self._refused(Message("ingest.child.cancelled"))
        if late:
            return self._refused(Message("ingest.child.too_slow", {"seconds": self._seconds}))
        # an aborted allocation (SIGABRT) or the kernel's own kill
        memory = code in {-6, -9, 134, 137}
        return self._refused(Message("ingest.child.too_much_memory" if memory else "ingest.child.failed"))

    def _refused(self, why: Message) -> ImportResult:
        data = self._file if isinstance(self._file, bytes) else b""
        digest = hashlib.sha256(data).hexdigest() if data else ""
        return ImportResult(Status.REFUSED, self._request.kind, self._request.name, digest, why)

    def _send(self) -> None:
        pipe = self._child.stdin
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError, OSError), pipe:
            pipe.write(_written(self._request, self._file).encode() + b"\n")
            if isinstance(self._file, bytes):
                pipe.write(self._file)

    def _listen(self) -> None:
        pipe = self._child.stdout
        assert pipe is not None
        with pipe:
            for line in pipe:
                told = line.decode("utf-8", "replace")
                if told.startswith('{"progress"'):
                    self.step, self.progress = json.loads(told)["progress"]
                elif told.startswith('{"~"'):
                    with contextlib.suppress(ValueError, TypeError, KeyError):
                        self._answer = codec.loads(told)
        self.progress = 1.0


def _spawn(memory: int) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(p for p in (str(_SOURCE), os.environ.get("PYTHONPATH", "")) if p)
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "barometer.ingest.child", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _memory(file: Path | bytes) -> int:
    """The memory a child may have for a file: little for a small one, whatever it inflates to."""
    size = len(file) if isinstance(file, bytes) else file.stat().st_size
    if size < limits.SMALL_BYTES:
        return limits.CHILD_MEMORY_SMALL + 20 * size
    return limits.CHILD_MEMORY


def _written(request: Request, file: Path | bytes) -> str:
    crosswalk, register = request.crosswalk, request.register
    told = {
        "path": "" if isinstance(file, bytes) else str(file.resolve()),
        "name": request.name,
        "kind": request.kind,
        "columns": None if request.columns is None else dict(request.columns),
        "answers": dict(request.answers),
        "crosswalk": [dict(crosswalk.decisions), dict(crosswalk.written)] if crosswalk else None,
        "register": _told_register(register) if register else None,
        "today": request.today.isoformat() if request.today else "",
        "recipe": request.recipe,
        "home": str(request.home or ""),
        "staging": str(request.staging or ""),
    }
    return json.dumps(told, ensure_ascii=False)


def _told_register(register: Register) -> list[Any]:
    companies = [
        [c.id, c.name, c.kind, c.country, c.parent, c.siren, c.lei] for c in register.companies.values()
    ]
    return [companies, dict(register.by_key), dict(register.by_identifier)]


def _read_register(told: list[Any]) -> Register:
    return Register({c[0]: Company(*c) for c in told[0]}, told[1], told[2])


def main() -> None:
    """The child's side: reads the request, answers with progress and one result."""
    gc.disable()  # a short life with many small rows: collecting would take most of it
    _confine(int(sys.argv[1]))
    out = sys.stdout
    told = json.loads(sys.stdin.buffer.readline())
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
