"""The description of the API is valid OpenAPI, and what it says is what the server does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_spec_validator import validate

from barometer.desk.workspaces import store
from barometer.store import keys
from barometer.web import routes
from tests.store.deposits import deposit
from tests.web.asgi import Reply, ask

VIEW = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
#: not for machines: pages that lead a person on
_PAGES = {"/", "/w/{key}", "/s/{id}"}


def told() -> Any:
    return json.loads(ask("/api/v1/openapi.json").body)


def parameters(path: str) -> dict[str, Any]:
    return {one["name"]: one for one in told()["paths"][path]["get"]["parameters"]}


def test_it_is_valid_and_names_every_address() -> None:
    validate(told())
    assert set(told()["paths"]) == {route.path for route in routes()} - _PAGES  # type: ignore[attr-defined]


def answers(path: str, query: str) -> Reply:
    return ask(f"{path.replace('{form}', 'json')}?{query}")


@pytest.mark.parametrize("path", ["/api/v1/view.{form}", "/api/v1/figure.json", "/embed", "/preview"])
@pytest.mark.parametrize(
    ("query", "status"),
    [(VIEW, 200), (f"{VIEW}&lag=7", 400), (f"{VIEW}&tint=red", 400), (f"{VIEW}&size=bogus", 400),
     ("sector=none&country=GB", 404), ("short=none", 404)],
)  # fmt: skip
def test_each_answer_has_the_status_and_the_type_that_are_described(
    path: str, query: str, status: int
) -> None:
    reply = answers(path, query)
    assert reply.status == status
    described = told()["paths"][path]["get"]["responses"][str(status)]["content"]
    assert reply.headers["content-type"].partition(";")[0] in described
    if status != 200 and "application/json" in described:
        assert isinstance(json.loads(reply.body)["error"], str)


def test_every_parameter_is_heeded_within_its_limits_and_refused_beyond() -> None:
    found = parameters("/api/v1/view.{form}")
    for name, one in found.items():
        schema = one["schema"]
        if "enum" in schema and one["in"] == "query":
            assert answers("/api/v1/view.{form}", f"{VIEW}&{name}=surely-not").status == 400, name
        if "minimum" in schema:
            for value in (schema["minimum"] - 1, schema["maximum"] + 1):
                assert answers("/api/v1/view.{form}", f"{VIEW}&{name}={value}").status == 400, name
    width = parameters("/api/v1/figure.json")["width"]["schema"]
    for value in (width["minimum"] - 1, width["maximum"] + 1):
        assert ask(f"/api/v1/figure.json?{VIEW}&width={value}").status == 400
    for value in (width["minimum"], width["maximum"]):
        assert ask(f"/api/v1/figure.json?{VIEW}&width={value}").status == 200


def test_own_datasets_are_listed_to_their_own_workspace_alone(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    key = store().new_workspace()
    dataset = store().save(deposit(), key)
    listed = json.loads(ask("/api/v1/datasets", cookie=f"{keys.COOKIE}={key}").body)["datasets"]
    assert [one["id"] for one in listed][1:] == [dataset] and listed[1]["rows"] == 2
    reply = ask("/api/v1/datasets", cookie=f"{keys.COOKIE}={key}")
    assert reply.headers["cache-control"] == "private, no-store"
    assert "access-control-allow-origin" not in reply.headers
    public = ask("/api/v1/datasets")
    assert len(json.loads(public.body)["datasets"]) == 1
    assert public.headers["access-control-allow-origin"] == "*"


def test_a_view_that_nothing_answers_is_said_back_in_words() -> None:
    reply = ask("/api/v1/view.json?sector=nope&time=1850-01..1850-03&lang=en")
    assert reply.status == 404
    assert reply.notices[-1] == "Asked for: sector: nope · time: 1st quarter of 1850."
