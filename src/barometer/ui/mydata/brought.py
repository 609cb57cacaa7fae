"""What a visitor brings, and its reading in a child process: with progress, and a way out."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from barometer.desk import default_desk
from barometer.desk.sent import register
from barometer.ingest import limits
from barometer.ingest.child import Job, Request
from barometer.ingest.companies import Crosswalk
from barometer.ingest.importing import ANY
from barometer.ingest.recipe import AUTO
from barometer.ingest.result import ImportResult
from barometer.store.datasets import Opened
from barometer.store.package import Package
from barometer.ui.frame import Frame
from barometer.ui.workspace import store

_TICK = 0.1
_CHUNK = 1 << 24
_PACKED = (b"\x1f\x8b", b"PK\x03\x04")
_PACKED_BYTES = limits.MIB
"""From here on a compressed file may inflate to a large one."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file or pasted text: its name (for showing only), its bytes or where they lie, a mark of its own.

    staging  of a large file: the folder of the store for its rows, until they are kept
    """

    name: str
    mark: str
    data: bytes | Path
    staging: Path | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it was put away since."""
        return isinstance(self.data, Path) and not self.data.exists()

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        if isinstance(self.data, bytes):
            return hashlib.sha256(self.data).hexdigest()
        with self.data.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a visitor decided on a file; its kind is '' until they say otherwise than its headings.

    columns  field -> heading, where they said which column is what; None where the headings say it
    """

    kind: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    crosswalk: Crosswalk = field(default_factory=Crosswalk)
    columns: Mapping[str, str] | None = None

    def key(self, mark: str, kind: str = "") -> tuple[Any, ...]:
        """What one reading of a file is kept under."""
        decided = tuple(sorted(self.crosswalk.decisions.items()))
        columns = None if self.columns is None else tuple(sorted(self.columns.items()))
        return mark, kind or self.kind, tuple(sorted(self.answers.items())), decided, columns


def decided(mark: str) -> Choices:
    """What the visitor decided so far on the file of a mark."""
    state = st.session_state
    return Choices(
        state.get(f"kind_{mark}") or "",
        state.get(f"answers_{mark}", {}),
        state.get(f"crosswalk_{mark}") or Crosswalk(),
        state.get(f"columns_{mark}"),
    )


def decide(mark: str, choices: Choices) -> None:
    """Sets what is decided on the file of a mark, as another reading of it had it."""
    told = {"kind": choices.kind, "answers": dict(choices.answers), "columns": choices.columns}
    for name, value in told.items():
        st.session_state[f"{name}_{mark}"] = value
    if choices.crosswalk.decisions:
        st.session_state[f"crosswalk_{mark}"] = choices.crosswalk


def default() -> Package:
    """The default figures as a package."""
    return default_desk().package


def given() -> int:
    """A number that changes when a brought file is put away, so that its widgets begin anew."""
    return int(st.session_state.get("brought", 0))


def uploaded(file: Any) -> Brought:
    """A file of the uploader; a large one is laid into the store's folder for files under way.

    There it is once, on the disk: its compressed copy begins at once, and memory lets go of it.
    """
    mark = f"f{file.file_id}"
    held = st.session_state.get("received")
    if held is None or held[0] != mark:
        if file.size < (_PACKED_BYTES if file.read(4).startswith(_PACKED) else limits.BULK_BYTES):
            return Brought(file.name, mark, file.getvalue())
        put_away()
        held = _received(mark)
        _write(file, held[2] / "upload")
        store().pack(held[2] / "upload", held[2])
        _let_go(file)
    return Brought(file.name, mark, held[2] / "upload", held[2])


def _write(file: BytesIO, path: Path) -> None:
    file.seek(0)
    with path.open("wb") as out:
        while chunk := file.read(_CHUNK):
            out.write(chunk)


def _let_go(file: Any) -> None:
    """Streamlit's own copies of an upload go; its widget keeps the name."""
    context = get_script_run_ctx()
    if context is not None:
        emptied = UploadedFileRec(file.file_id, file.name, file.type, b"")
        context.uploaded_file_mgr.add_file(context.session_id, emptied)  # type: ignore[attr-defined]
    for copy in (file, st.session_state.get(f"upload_{given()}")):
        if isinstance(copy, BytesIO):
            copy.seek(0)
            copy.truncate(0)


def pasted(text: str) -> Brought:
    """Text from the clipboard, with the ends of lines of a file: pasted or dropped, it is the same."""
    data = (re.sub(r"\r\n?", "\n", text).rstrip("\n") + "\n").encode()
    return Brought("pasted.csv", f"p{hashlib.sha256(data).hexdigest()[:16]}", data)


def put_away() -> None:
    """Stops what is being read and removes what lies there for it."""
    if (running := st.session_state.pop("reading", None)) is not None:
        running[1].cancel()
    if (held := st.session_state.pop("received", None)) is not None:
        held[1].close()
    st.session_state.pop("results", None)


def mark_of(dataset: str) -> str:
    """The mark of a kept dataset's original while it is changed."""
    return f"r{dataset[:12]}"


def again(opened: Opened) -> Brought:
    """The original of a kept dataset, as it was brought; a large one lies in the store's folder again."""
    mark, name = mark_of(opened.entry.id), opened.entry.title
    held = st.session_state.get("received")
    if held is None or held[0] != mark:
        with opened.original() as stream:
            head = stream.read(limits.BULK_BYTES)
            if len(head) < (_PACKED_BYTES if head.startswith(_PACKED) else limits.BULK_BYTES):
                return Brought(name, mark, head)
            put_away()
            held = _received(mark)
            with (held[2] / "upload").open("wb") as out:
                out.write(head)
                while chunk := stream.read(_CHUNK):
                    out.write(chunk)
        store().pack(held[2] / "upload", held[2])
    return Brought(name, mark, held[2] / "upload", held[2])


def _received(mark: str) -> tuple[str, ExitStack, Path]:
    """A folder of the store for a large file under way, until it is put away."""
    stack = ExitStack()
    held = (mark, stack, stack.enter_context(store().receiving()))
    st.session_state["received"] = held
    return held


def cancel() -> None:
    """'Cancel': nothing is stored, and the file is no longer there."""
    put_away()
    st.session_state["brought"] = st.session_state["cancelled"] = given() + 1


def read(frame: Frame, brought: Brought, choices: Choices) -> ImportResult:
    """The import as these choices make it; kept for the next rerun of this file."""
    results: dict[tuple[Any, ...], ImportResult] = st.session_state.setdefault("results", {})
    key = choices.key(brought.mark)
    if results and next(iter(results))[0] != brought.mark:
        results.clear()
    if key not in results:
        result = _wait(frame, _job(brought, choices, key))
        st.session_state.pop("reading", None)
        results[key] = results[choices.key(brought.mark, result.kind)] = result
    return results[key]


def forget(brought: Brought) -> None:
    """Readings of a large file are remembered without their rows, which have moved into the store."""
    if brought.staging is not None:
        results = st.session_state.get("results", {})
        st.session_state["results"] = {key: replace(result, tables=()) for key, result in results.items()}


def whole(frame: Frame, brought: Brought, choices: Choices, result: ImportResult) -> ImportResult:
    """A reading with its rows, to be kept: a large file is read again where they are in the store by now."""
    if brought.staging is None or result.tables or result.records or result.recipe:
        return result
    st.session_state.pop("results", None)
    return read(frame, brought, choices)


def _job(brought: Brought, choices: Choices, key: tuple[Any, ...]) -> Job:
    """The reading under way for these choices, begun if it is not; another one is stopped."""
    running = st.session_state.get("reading")
    if running is not None:
        if running[0] == key:
            job: Job = running[1]
            return job
        running[1].cancel()
    job = Job(
        brought.data,
        Request(
            brought.name,
            choices.kind or ANY,
            choices.columns,
            choices.answers,
            choices.crosswalk,
            register(),
            recipe=AUTO,
            home=store().home,
            staging=brought.staging,
        ),
    )
    st.session_state["reading"] = key, job
    return job


def _wait(frame: Frame, job: Job) -> ImportResult:
    """Shows how far the reading is; a click on 'Cancel' stops this run of the page, and the reading."""
    place = st.empty()
    with place.container(key="reading", horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, frame.say("data.drop.reading"))
        st.button(frame.say("data.drop.cancel"), on_click=cancel, key="cancel_reading")
    while job.progress < 1.0:
        doing = "waiting" if job.waiting else "reading"
        bar.progress(min(1.0, job.progress), frame.say(f"data.drop.{doing}"))
        time.sleep(_TICK)
    result = job.result()
    place.empty()
    return result
