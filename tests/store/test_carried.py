"""What a link carries of an upload comes back whole, and nothing else is believed."""

from __future__ import annotations

import base64
import zlib
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barometer.store import carried
from barometer.store.carried import Carried
from barometer.store.landing import Context
from barometer.view import View, decode, encode

ID = "0123456789abcdef" * 2
texts = st.text(max_size=40)
ids = st.from_regex(r"[a-z0-9_]{0,20}", fullmatch=True)
told = st.builds(
    Carried,
    dataset=st.just(ID),
    lines=st.integers(0, 10**8),
    sha256=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
    kind=st.sampled_from(["claims", "complaints", "reports", "exposure", "companies"]),
    answers=st.dictionaries(texts, texts, max_size=4),
    companies=st.dictionaries(texts, texts, max_size=4),
    context=st.builds(
        Context, sector=ids, publisher=texts, title=texts, per_n=st.none() | st.integers(1, 10**6)
    ),
    typed=st.dictionaries(texts, texts, max_size=4),
)


@given(told)
def test_what_is_written_is_read_again(one: Carried) -> None:
    again = carried.read(one.written())
    assert again == one
    assert again is not None and list(again.typed) == list(one.typed)  # the order of a file's columns


@given(told)
def test_it_survives_the_address_bar(one: Carried) -> None:
    view = View(ds=("default@5eda646a", one.written()))
    written = encode(view)
    assert decode(written) == (view, ())
    assert dict(parse_qsl(written))["ds"].endswith(one.written())


def test_a_record_too_long_for_a_link_is_left_out() -> None:
    names = {f"société n° {n * 7919}": f"c{n * 104729}" for n in range(2000)}
    one = carried.read(Carried(ID, 5, "3f9a1c2e5b77", "claims", companies=names).written())
    assert one == Carried(ID, 5, "3f9a1c2e5b77")


@pytest.mark.parametrize(
    "record",
    [
        "",
        "x",
        "!!",
        "AAAA",
        base64.urlsafe_b64encode(zlib.compress(b"[1, 2]")).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "spam"}')).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "c": 3}')).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "c": {"per_n": "x"}}')).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "c": {"sector": "<b>"}}'))
        .decode()
        .rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "t": {"a": "\\ud800"}}'))
        .decode()
        .rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b"[" * 50_000)).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "' + b"0" * 100_000_000 + b'"}')).decode()[:2500],
    ],
)
def test_a_made_up_record_is_not_believed(record: str) -> None:
    one = carried.read(f"{ID}@5.3f9a1c2e5b77.{record}")
    assert one is None or one == Carried(ID, 5, "3f9a1c2e5b77")


@pytest.mark.parametrize("token", [ID, "default@5eda646a", f"{ID}@x", "../../etc/passwd", f"{ID}@5.3f9a"])
def test_what_says_nothing_of_a_file_is_named_by_its_id(token: str) -> None:
    assert carried.read(token) is None
    assert carried.absent(token).id == "notice.dataset_absent"


def test_what_is_needed_is_said_from_the_link_alone() -> None:
    file, figure = Carried(ID, 1204, "3f9a1c2e5b77", "claims"), {"company": "Orange"}
    assert carried.absent(file.written()).params == {"lines": 1204, "sha256": "3f9a1c2e5b77"}
    typed = Carried(ID, 2, "3f9a1c2e5b77", "claims", typed=figure, context=Context(title="Orange: 86,5"))
    assert carried.absent(typed.written()).params == {"title": "Orange: 86,5"}
