"""Parsing in a process of its own, with limits on time and memory; to cancel it is to kill it.

The parent writes one line of JSON (the request) and, where it holds no path, the file's bytes;
the child (parsing.py) answers lines of JSON: progress, then the result.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer.ingest import codec, limits, spawned
from barometer.ingest.recipe import AUTO, find
from barometer.ingest.result import ImportResult, Status
from barometer.model import Message

if TYPE_CHECKING:
    from barometer.ingest.companies import Crosswalk, Register


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


def asked(name: str, home: Path | None = None) -> Recipe | None:
    """What ``import_file`` takes to follow the recipe ``name`` ('auto': whichever knows the file).

    None if there is none of that name; RecipeError if it can't be followed.
    """
    if name != AUTO and find(name, home) is None:
        return None
    return lambda request: replace(request, recipe=name, home=home)


_turns = threading.BoundedSemaphore(limits.LARGE_AT_ONCE)
_LOOK = 0.2  # seconds between looks whether a job that waits for its turn was cancelled


class Job:
    """One import under way: ``progress`` moves from 0 to 1, ``cancel`` kills it, ``result`` waits.

    Large files are read a few at a time on a machine that many share: ``waiting`` while others are read.
    Its time begins with its turn.
    """

    def __init__(self, file: Path | bytes, request: Request, seconds: float = 0.0) -> None:
        seconds = seconds or _seconds(file)
        self.progress, self.step = 0.0, "starting"
        self._file, self._request = file, request
        self._answer: ImportResult | None = None
        self._seconds = seconds
        self._cancelled = False
        self._large = _size(file) >= limits.SMALL_BYTES
        self._begun, self._ended = threading.Event(), threading.Event()
        self._deadline = time.monotonic() + seconds
        self._child = spawned.take()
        threading.Thread(target=self._send, daemon=True).start()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def cancel(self) -> None:
        """Stops the import at once; nothing of it remains."""
        self._cancelled = True
        self._child.kill()

    @property
    def waiting(self) -> bool:
        """Whether other large files are read first."""
        return not self._begun.is_set()

    def result(self) -> ImportResult:
        """The result, when it has come; a refusal where the child was stopped or died."""
        self._begun.wait()
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
        if not self._large:
            self._hand_over()
        elif self._took_its_turn():
            try:
                self._hand_over()
                self._ended.wait()
            finally:
                _turns.release()
        self._begun.set()

    def _took_its_turn(self) -> bool:
        """Waits for it; False where the job was cancelled meanwhile."""
        while not _turns.acquire(timeout=_LOOK):
            if self._cancelled:
                return False
        return True

    def _hand_over(self) -> None:
        self._deadline = time.monotonic() + self._seconds
        self._begun.set()
        pipe = self._child.stdin
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError, OSError), pipe:
            pipe.write(_written(self._request, self._file, self._seconds).encode() + b"\n")
            if isinstance(self._file, bytes):
                pipe.write(self._file)

    def _listen(self) -> None:
        pipe = self._child.stdout
        assert pipe is not None
        try:
            with pipe:
                for line in pipe:
                    self._heard(line.decode("utf-8", "replace"))
        finally:
            self.progress = 1.0
            self._ended.set()

    def _heard(self, told: str) -> None:
        with contextlib.suppress(ValueError, TypeError, KeyError):
            if told.startswith('{"progress"'):
                self.step, self.progress = json.loads(told)["progress"]
            elif told.startswith('{"~"'):
                self._answer = codec.loads(told)


def _size(file: Path | bytes) -> int:
    return len(file) if isinstance(file, bytes) else file.stat().st_size


def _seconds(file: Path | bytes) -> float:
    """The time a child may take: more for a file of gigabytes, whose progress is shown."""
    return limits.CHILD_SECONDS * (1 + _size(file) / limits.LONGER_FROM)


def _memory(file: Path | bytes, staged: bool) -> int:
    """The memory a child may have for a file: little for a small one, whatever it inflates to.

    It bounds what is set aside for the process, of which a large file's import touches a part.
    """
    size = _size(file)
    if size < limits.SMALL_BYTES and not staged:
        return limits.CHILD_MEMORY_SMALL + 20 * size
    return limits.CHILD_MEMORY + (0 if isinstance(file, bytes) else 2 * size)


def _written(request: Request, file: Path | bytes, seconds: float) -> str:
    crosswalk, register = request.crosswalk, request.register
    told = {
        "seconds": seconds,
        "memory": _memory(file, request.staging is not None),
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
