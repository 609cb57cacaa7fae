"""Every bad file comes to exactly what it must: each value, each line set aside, each warning, each stop."""

from __future__ import annotations

import datetime as dt

import pytest

from barometer.ingest import codec
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import ImportResult
from barometer.messages import LANGUAGES, say
from tests.awkward import cases, figures, newsroom
from tests.awkward.table import Case

TODAY = dt.date(2025, 6, 1)
PARTS = (
    cases.encodings,
    cases.dialects,
    cases.quotes,
    cases.layouts,
    cases.headers,
    cases.hostile,
    figures.numbers,
    figures.shares,
    figures.dates,
    figures.words,
    newsroom.sums,
    newsroom.scales,
    newsroom.tables,
    newsroom.workbooks,
    newsroom.periods,
    newsroom.json_shapes,
    newsroom.accents,
)
EVERY = [case for part in PARTS for case in part()]


def run(case: Case) -> ImportResult:
    return import_bytes(case.data, case.file, case.kind, case.columns, case.answers, today=TODAY)


@pytest.mark.parametrize("case", EVERY, ids=lambda c: c.name)
def test_a_bad_file_comes_to_what_it_must(case: Case) -> None:
    result = run(case)
    error = result.error.id if result.error else ""
    assert (result.status.value, error.endswith(case.stops) if case.stops else error) == (
        case.status,
        True if case.stops else "",
    ), error
    stored = {row.line: dict(row.values) for row in result.records}
    assert stored == dict(case.stored)
    rejected = {r.line: r.reason.id for r in result.rejected}
    assert {
        line: id_.endswith(case.rejected.get(line, "?")) for line, id_ in rejected.items()
    } == dict.fromkeys(case.rejected, True), rejected
    warned = {(w.line, w.message.id) for w in result.warnings}
    for line, ends in case.warned.items():
        for end in ends:
            assert any(at == line and id_.endswith(end) for at, id_ in warned), (line, end, warned)


@pytest.mark.parametrize("case", EVERY, ids=lambda c: c.name)
def test_every_line_is_accounted_for_and_every_message_can_be_said(case: Case) -> None:
    result = run(case)
    account = result.account
    assert account.read == account.used + account.rejected + account.duplicate + account.not_data
    if case.status == "accepted":
        assert account.used == len(result.records)
        assert account.rejected == len(result.rejected)
    said = [w.message for w in result.warnings] + [r.reason for r in result.rejected]
    said += [q.message for q in result.questions] + [m for m in [result.error] if m]
    for lang in LANGUAGES:
        for message in said:
            assert say(message, lang)
    assert codec.loads(codec.dumps(result)) == result


def test_a_warning_is_never_raised_on_a_clean_file() -> None:
    clean = [
        c for c in EVERY if c.name in {"encoding_utf-8", "delimiter_tab", "ends_mixed", "months_in_french"}
    ]
    assert len(clean) == 4
    assert [w for case in clean for w in run(case).warnings] == []
