"""The newsroom files that are shared beside the project, held against their manifest."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from barometer import messages
from barometer.ingest import command
from barometer.ingest.importing import import_bytes

SHARED = Path(__file__).parents[3] / "shared" / "imports"
MANIFEST = SHARED / "manifest.json"
CASES = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"] if MANIFEST.is_file() else []

pytestmark = pytest.mark.skipif(not CASES, reason="the shared newsroom files are not beside the project")


def judge() -> Any:
    told = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    assert told is not None
    assert told.loader is not None
    module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module.judge


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["file"])
def test_a_newsroom_file_passes(case: dict[str, Any], lang: str) -> None:
    data = (SHARED / "files" / case["file"]).read_bytes()
    result = import_bytes(data, case["file"], case.get("upload_as", case["kind"]), case["roles"])
    answer = command.told(result, lambda message: messages.say(message, lang), with_records=True)
    answer["rows"] = json.loads(json.dumps(answer.get("records", [])))
    said = [answer["error"], *(q["message"] for q in answer["questions"])]
    answer["error"] = " | ".join(filter(None, said))
    assert judge()(case, answer) == ("PASS", [])
