"""Files carry a workspace's checks and answers to that workspace alone, and no cache keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from barometer.answer import replied
from barometer.answer.checked import figures, plotted
from barometer.desk import default_desk
from barometer.desk.workspaces import checks, kept_of, replies, store
from barometer.model import Kept, Reply
from barometer.store import keys
from barometer.view import decode
from tests.web.asgi import ask

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&lang=en"
DAY = date(2026, 3, 9)
NOT, BY = "2 of 2 sources not checked at the source", "Checked at the source by A. B., 9 March 2026"
WORDS = "Our survey asked everybody."
FORMS = ("json", "csv", "md", "ipynb", "html")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    yield


@pytest.fixture
def mine() -> str:
    """A workspace that has checked every source of a view, and recorded one company's answer to it."""
    key = store().new_workspace()
    answer = default_desk().answer(decode(BROADBAND)[0])
    for source in {record.source for record in plotted(answer)}:
        held = figures(record for record in plotted(answer) if record.source == source)
        checks().record(key, source, held, by="A. B.", on=DAY)
    told = Reply(
        "", "plusnet", replied.finding(answer), "v=1", replied.figures(answer, "plusnet"),
        on=date(2026, 3, 5), text=WORDS,
    )  # fmt: skip
    replies().record(key, told, DAY)
    return key


def got(path: str, key: str = "") -> tuple[str, dict[str, str]]:
    reply = ask(path, cookie=f"{keys.COOKIE}={key}") if key else ask(path)
    assert reply.status == 200, reply.text[:300]
    return reply.text, reply.headers


@pytest.mark.parametrize("form", FORMS)
def test_a_file_carries_them_to_their_own_workspace_alone(mine: str, form: str) -> None:
    path = f"/api/v1/view.{form}?{BROADBAND}"
    own, headers = got(path, mine)
    assert BY in own and WORDS in own and NOT not in own
    assert headers["cache-control"] == "private, no-store" and "access-control-allow-origin" not in headers
    for key in ("", store().new_workspace(), "x" * 43, "nonsense"):
        other, headers = got(path, key)
        assert NOT in other and "A. B." not in other and WORDS not in other
        assert headers["access-control-allow-origin"] == "*"


def test_the_chart_too_and_what_links_unfurl_to(mine: str) -> None:
    path = f"/api/v1/figure.json?{BROADBAND}&width=700"
    said = [
        " ".join(str(one["text"]).split("<br>"))
        for one in json.loads(got(path, mine)[0])["layout"]["annotations"]
    ]
    assert any(BY in one for one in said)
    assert NOT in got(path)[0]
    assert "A. B." not in got(f"/embed?{BROADBAND}", mine)[0] + got(f"/preview?{BROADBAND}", mine)[0]


def test_what_is_kept_is_read_again_only_after_a_write(mine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept_of(mine)
    assert (len(before.checks), len(before.replies)) == (2, 1)
    assert kept_of(mine) is before
    checks().withdraw(mine, before.checks[0].id)
    assert len(kept_of(mine).checks) == 1
    assert "1 of 2 sources not checked at the source" in got(f"/api/v1/view.md?{BROADBAND}", mine)[0]
    checks().restore(mine, before.checks[0].id)
    assert kept_of(mine) == before
    assert kept_of("nonsense") == Kept() == kept_of("")


def test_an_answer_deleted_is_in_no_file(mine: str) -> None:
    (reply,) = kept_of(mine).replies
    replies().delete(mine, reply.id)
    assert WORDS not in got(f"/api/v1/view.md?{BROADBAND}", mine)[0]


def test_a_refusal_that_may_name_what_is_private_is_kept_by_no_cache(mine: str) -> None:
    for path in (f"/api/v1/view.json?{BROADBAND}&ds={'a' * 32}", f"/api/v1/figure.json?ds={'a' * 32}"):
        reply = ask(path)
        assert reply.status == 404
        assert reply.headers["cache-control"] == "private, no-store"
        assert "access-control-allow-origin" not in reply.headers
    assert (
        ask(f"/api/v1/view.json?{BROADBAND}&size=9", cookie=f"{keys.COOKIE}={mine}").headers["vary"]
        == "Cookie"
    )
    assert ask("/api/v1/view.json?sector=none").headers["access-control-allow-origin"] == "*"
    assert ask("/api/v1/view.json?short=none").headers["access-control-allow-origin"] == "*"
