"""``barometer import FILE --kind …``: the importer on the command line, answering in JSON or in words."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer import messages
from barometer.ingest.child import import_file
from barometer.ingest.result import KINDS, ImportResult, Status
from barometer.ingest.values import Asked, Value
from barometer.model import Message

if TYPE_CHECKING:
    from barometer.ingest.companies import Register

EXIT = {Status.ACCEPTED: 0, Status.NEEDS_CHOICE: 3, Status.REFUSED: 2}
Say = Callable[[Message], str]
Keep = Callable[[ImportResult, Path, Mapping[str, str] | None, Mapping[str, str] | None], str]
"""Stores an accepted result with its original, and the columns and answers it came of; the dataset's id."""
Receiving = Callable[[Path], contextlib.AbstractContextManager[Path]]


def main(
    arguments: Sequence[str],
    keep: Keep | None = None,
    receiving: Receiving | None = None,
    home: Path | None = None,
    register: Callable[[], Register] | None = None,
) -> int:
    """Runs the command and prints its answer. Exit code: 0 accepted, 3 needs a choice, 2 refused.

    keep, receiving  how the store takes an import, and the folder it gives for the one of a file
    register         the known companies, asked for only where something is kept
    """
    gc.disable()  # the process ends with its answer
    chosen = parser().parse_args(arguments)
    code, answer = run(chosen, keep, receiving, home, register)
    text = json.dumps(answer, ensure_ascii=False) + "\n" if chosen.json else _in_words(answer)
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(text)
    return code


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(
        prog="barometer import", description="Read a newsroom file: what would be stored, set aside, asked."
    )
    made.add_argument("file", type=Path)
    made.add_argument("--kind", choices=KINDS, required=True)
    made.add_argument(
        "--columns", type=Path, metavar="JSON", help="field -> heading, as you would choose them"
    )
    made.add_argument(
        "--answers", type=Path, metavar="JSON", help="question id -> choice, from an earlier run"
    )
    made.add_argument("--recipe", metavar="NAME", help="a known publisher's file: see 'barometer recipes'")
    made.add_argument("--dry-run", action="store_true", help="store nothing")
    made.add_argument("--records", action="store_true", help="list every row that is (or would be) stored")
    made.add_argument("--json", action="store_true", help="answer with one JSON object")
    made.add_argument("--lang", choices=messages.LANGUAGES, default="en", help="language of the sentences")
    return made


def run(
    chosen: argparse.Namespace,
    keep: Keep | None = None,
    receiving: Receiving | None = None,
    home: Path | None = None,
    register: Callable[[], Register] | None = None,
) -> tuple[int, dict[str, Any]]:
    """(exit code, answer) for parsed options; the answer's parts are those that --json prints."""

    def speak(message: Message) -> str:
        return messages.say(message, chosen.lang)

    columns, wrong = _json_option(chosen.columns)
    answers, wrong = (None, wrong) if wrong else _json_option(chosen.answers)
    if not wrong and not chosen.file.is_file():
        wrong = Message("ingest.command.no_file", {"name": chosen.file.name})
    if wrong:
        return 2, {"status": Status.REFUSED.value, "error": speak(wrong)}
    recipe = chosen.recipe or ("auto" if columns is None else "")
    kept = keep is not None and not chosen.dry_run
    with receiving(chosen.file) if receiving and kept else contextlib.nullcontext() as staging:
        result = import_file(
            chosen.file,
            chosen.file.name,
            chosen.kind,
            columns,
            answers,
            recipe=recipe,
            register=register() if register and kept else None,
            home=home,
            staging=staging,
        )
        answer = told(result, speak, chosen.records)
        if result.status is Status.ACCEPTED and keep is not None and kept:
            answer["dataset"] = keep(result, chosen.file, columns, answers)
    return EXIT[result.status], answer


def _json_option(path: Path | None) -> tuple[dict[str, str] | None, Message | None]:
    """A file of {text: text}, or what is wrong with it."""
    if path is None:
        return None, None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None, Message("ingest.command.bad_json", {"name": path.name})
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        return None, Message("ingest.command.bad_json", {"name": path.name})
    return found, None


def told(result: ImportResult, speak: Say, with_records: bool) -> dict[str, Any]:
    """A result as the JSON that the command prints, its messages said."""
    account = result.account
    answer: dict[str, Any] = {
        "status": result.status.value,
        "error": speak(result.error) if result.error else None,
        "kind": result.kind,
        "sha256": result.sha256,
        "account": {
            "read": account.read,
            "used": account.used,
            "rejected": account.rejected,
            "duplicate": account.duplicate,
            "not_data": account.not_data,
        },
        "rejected": [{"line": r.line, "reason": speak(r.reason), "original": r.raw} for r in result.rejected],
        "warnings": [{"line": w.line, "message": speak(w.message)} for w in result.warnings],
        "questions": [_question(q, speak) for q in result.questions],
        "duplicates": list(result.duplicates),
        "not_data": [{"line": line, "why": why} for line, why in result.not_data],
        "read_as": _read_as(result),
        "companies": [_company(c) for c in result.companies],
        "personal": [{"kind": p.kind, "count": p.count, "lines": list(p.lines)} for p in result.personal],
    }
    if with_records:
        answer["records"] = [_record(r.line, dict(r.values), r.details) for r in result.records]
    return answer


def _question(asked: Asked, speak: Say) -> dict[str, Any]:
    readings = [{"id": c.id, "samples": [list(s) for s in c.samples]} for c in asked.choices]
    return {"id": asked.id, "column": asked.column, "message": speak(asked.message), "readings": readings}


def _read_as(result: ImportResult) -> dict[str, Any]:
    encoding, dialect = result.encoding, result.dialect
    return {
        "format": result.format,
        "wrapped": list(result.wrapped),
        "encoding": encoding.name if encoding else None,
        "encoding_by": encoding.how if encoding else None,
        "accented_lines": list(result.accented),
        "delimiter": dialect.delimiter if dialect else None,
        "quote": dialect.quote if dialect else None,
        "header": list(result.header),
        "columns": [
            {"field": c.field, "heading": c.label, "type": c.type, "read_as": c.how, "by": c.by}
            for c in result.fields
        ],
        "wide": list(result.wide),
    }


def _company(found: Any) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": found.name,
        "spellings": list(found.spellings),
        "rows": found.rows,
        "match": found.match or None,
        "by": found.by or None,
        "suggestions": [
            {"company": s.company, "name": s.name, "likeness": s.likeness} for s in found.suggestions
        ],
        "lookalikes": found.lookalikes or None,
    }


def _record(line: int, values: dict[str, Any], details: Any) -> dict[str, Any]:
    said = {name: _detail(d) for name, d in details.items()}
    return {"line": line, "values": values, **({"details": said} if said else {})}


def _detail(detail: Value) -> dict[str, Any]:
    every = {
        "low": detail.low,
        "high": detail.high,
        "qualifier": detail.qualifier.value if detail.qualifier.value != "exact" else None,
        "wording": detail.wording or None,
        "scale": detail.scale,
        "start": detail.start.isoformat() if detail.start else None,
        "end": detail.end.isoformat() if detail.end else None,
        "grain": detail.grain or None,
    }
    return {k: v for k, v in every.items() if v is not None}


def _in_words(answer: dict[str, Any]) -> str:
    """The answer for a reader: the account, then what was asked, set aside and warned of."""
    lines = [answer["error"]] if answer["error"] else []
    if account := answer.get("account"):
        lines.append("{read} = {used} + {rejected} + {duplicate} + {not_data}".format(**account))
    lines += [f"? {q['id']}: {q['message']}" for q in answer.get("questions", [])]
    lines += [f"- {r['line']}: {r['reason']}" for r in answer.get("rejected", [])]
    lines += [f"! {w['line'] or ''}: {w['message']}" for w in answer.get("warnings", [])]
    return "\n".join(lines) + "\n"
