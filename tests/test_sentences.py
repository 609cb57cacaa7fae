"""Every sentence of every comparison of the default figures, in both languages: what none may ever say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from barometer.answer import Sentences
from barometer.answer.words import Words
from barometer.desk import default_desk
from barometer.measures.strata import Computed
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Message, Rank, Row

_BROKEN = re.compile(r"\bNone\b|\bnan\b|\binf\b|[{}]|[^\S\n]{2}|\s[,.]|\.\.|;\s*\.|:\s*\.")
_STRONGER = re.compile(
    r"\bfois (?:plus|moins)\b|\btimes (?:more|less)\b"
    r"|\blies?\b|\bliars?\b|\bment(?:ir|ent)?\b|\bimpl(?:y|ies|ique)\b"
    r"|\bcompetitors?\b|\bconcurrents?\b|\bunhappy\b|\bmécontents?\b|\bworst\b|\bla pire\b|\ble pire\b",
    re.IGNORECASE,
)


@cache
def spoken() -> tuple[tuple[Computed, Words, tuple[tuple[Row, Sentences], ...]], ...]:
    """Each comparison with its words, and what they say of each of its companies."""
    desk, found = default_desk(), []
    for one in desk.strata.worth:
        words = Words(one.stratum, one.gap, desk.channels, desk.metrics, desk.sources)
        found.append((one, words, tuple((row, words.company(row)) for row in one.gap.rows)))
    return tuple(found)


def messages_of(words: Words, rows: tuple[tuple[Row, Sentences], ...]) -> Iterator[Message]:
    yield words.sector()
    yield from words.same_score()
    for row, said in rows:
        parts = (said.company, said.sure, said.caveat, words.iceberg(row), words.iceberg_sure(row))
        yield from (part for part in parts if part)
        for refusal in row.refused:
            yield from (refusal.reason, refusal.have, refusal.need, refusal.action)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_broken_or_stronger_than_the_method_allows(lang: str) -> None:
    said = {say(message, lang) for _, words, rows in spoken() for message in messages_of(words, rows)}
    assert len(said) > 500
    assert not [text for text in said if _BROKEN.search(text)]
    assert not [text for text in said if _STRONGER.search(text)]


def test_a_ratio_is_never_said_without_how_sure_it_is_and_what_it_does_not_show() -> None:
    ratios = [
        said for one, _, rows in spoken() for row, said in rows if Code.WIDE_SPREAD not in one.gap.codes
        if isinstance(row.ratio, Estimate) and said.company.id != "sentence.company.refused"
    ]  # fmt: skip
    assert ratios
    for said in ratios:
        assert said.sure is not None
        assert said.caveat is not None
        assert "sector overstates" in say(said.caveat, "en")
        assert "tout un secteur embellit" in say(said.caveat, "fr")


def test_the_others_are_all_but_one_of_those_compared() -> None:
    counted = 0
    for one, _, rows in spoken():
        alike = Code.WIDE_SPREAD not in one.gap.codes
        with_ratio = [row for row, _ in rows if alike and isinstance(row.ratio, Estimate)]
        for row, said in rows:
            if row in with_ratio:
                assert said.company.params["others"] == one.gap.k - 1 == len(with_ratio) - 1
                counted += 1
    assert counted >= 18


def test_places_lie_between_one_and_the_number_of_companies_ranked() -> None:
    placed = [
        (one.gap.k_rank, rank) for one, _, rows in spoken() for row, _ in rows
        for rank in (row.rank_claim, row.rank_observed) if isinstance(rank, Rank)
    ]  # fmt: skip
    assert placed
    for k, rank in placed:
        assert k >= 4
        assert 1 <= rank.low <= rank.point <= rank.high <= k


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_shares_are_said_in_percent(lang: str) -> None:
    seen = 0
    for one, words, rows in spoken():
        for row, _ in rows:
            claim = row.observation.claim
            if claim is None:
                continue
            seen += 1
            text = say(words.claim(claim), lang)
            assert ("%" in text) == (claim.unit == "percent"), (one.stratum, text)
    assert seen > 200


def test_no_sentence_names_two_comparability_groups() -> None:
    for one, _, rows in spoken():
        assert {row.observation.peer_group for row, _ in rows} <= {one.stratum.peer_group}
