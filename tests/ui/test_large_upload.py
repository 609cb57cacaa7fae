"""A large upload lies on the disk once, is read once, and leaves nothing when it is given up."""

from __future__ import annotations

import gc
import gzip
import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from barometer.ingest import limits, spawned
from barometer.store.datasets import Store
from barometer.ui.mydata import brought
from tests.ingest.test_bulk import HEAD, made
from tests.ui.conftest import Open, sound, words

DATA = "".join(f"{line}\n" for line in [HEAD, *made(600)]).encode()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Files of a kilobyte are large; how many processes were asked to read."""
    monkeypatch.setattr(limits, "BULK_BYTES", 1_000)
    monkeypatch.setattr(brought, "_PACKED_BYTES", 1_000)
    seen: list[int] = []
    take = spawned.take

    def counted() -> object:
        seen.append(1)
        return take()

    monkeypatch.setattr(spawned, "take", counted)
    return seen


def staged() -> list[Path]:
    return list((Path(os.environ["BAROMETER_HOME"]) / "staging").glob("*/*"))


def dropped(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader(key="upload_0").upload(name, data, "text/csv")
    app.run(timeout=90)
    sound(app)
    return app


def test_it_is_read_once_and_kept_whole(opened: Open, reads: list[int]) -> None:
    app = dropped(opened("data"), "large.csv", DATA)
    assert {"upload", "original.zst"} <= {path.name for path in staged()}
    assert reads == [1]
    app.button(key=next(b.key for b in app.button if str(b.key).startswith("show_f"))).click().run(timeout=90)
    sound(app)
    assert "Kept until this page is closed" in "\n".join(str(one.value) for one in app.success)
    app.run(timeout=90)
    sound(app)
    assert reads == [1]
    assert "600" in words(app)


def test_a_large_file_is_opened_again_from_what_is_kept(opened: Open, reads: list[int]) -> None:
    others = set(staged())
    app = dropped(opened("data"), "large.csv", DATA)
    app.button(key=next(b.key for b in app.button if str(b.key).startswith("show_f"))).click().run(timeout=90)
    next(b for b in app.button if b.label == "Review or change").click().run(timeout=90)
    sound(app)
    assert "601 lines read = 600 used" in words(app)
    assert {"upload", "original.zst"} <= {path.name for path in set(staged()) - others}
    next(b for b in app.button if b.label == "Show on chart").click().run(timeout=90)
    sound(app)
    assert "was read anew" not in words(app), "as it was read before, it is the same dataset"
    next(b for b in app.button if b.label == "Close without changing").click().run(timeout=90)
    sound(app)
    assert set(staged()) <= others
    assert sum(" · rows: " in line for line in words(app).splitlines()) == 1


def test_a_large_archive_is_opened_on_the_disk(opened: Open, reads: list[int]) -> None:
    packed = gzip.compress(DATA, 0)
    app = dropped(opened("data"), "large.csv.gz", packed)
    assert "601" in words(app)
    assert "inflated" not in {path.name for path in staged()}


def test_a_session_that_ends_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    stack = brought.ExitStack()
    folder = stack.enter_context(store.receiving())
    (folder / "upload").write_bytes(DATA)
    store.pack(folder / "upload", folder)
    del stack
    gc.collect()
    assert not folder.exists()
