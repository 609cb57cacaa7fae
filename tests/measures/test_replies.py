"""Reply quality: timely, how long, canned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from barometer.measures.replies import Case, canned, replies
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Refusal

DAY0 = date(2024, 1, 1)


def case(replied: int | None = None, withdrawn: int | None = None, received: int = 0) -> Case:
    start = DAY0 + timedelta(days=received)
    after = lambda n: None if n is None else start + timedelta(days=n)  # noqa: E731
    return Case(start, after(replied), after(withdrawn))


def test_timely_is_of_those_whose_deadline_has_passed() -> None:
    """Deadline 10 days, on day 20: day 4 and 10 in time, 15 late, one silent; the last is not due."""
    cases = [case(4), case(10), case(15), case(), case(2, received=15)]
    found = replies(cases, deadline=10, as_of=DAY0 + timedelta(days=20))
    assert found.due == 4
    assert isinstance(found.timely, Estimate) and found.timely.value == 0.5
    assert found.timely.low < 0.5 < found.timely.high


def test_the_day_of_the_deadline_is_within_it() -> None:
    found = replies([case()], deadline=10, as_of=DAY0 + timedelta(days=10))
    assert isinstance(found.timely, Refusal) and found.timely.code is Code.NONE_DUE
    assert replies([case()], deadline=10, as_of=DAY0 + timedelta(days=11)).due == 1


def test_what_happens_later_is_not_known_yet() -> None:
    found = replies([case(30), case(5), case(received=40)], deadline=60, as_of=DAY0 + timedelta(days=20))
    assert found.pending == 1 and found.waiting is not None
    assert found.waiting.times == (5.0,)


def test_the_median_or_not_reached() -> None:
    as_of = DAY0 + timedelta(days=50)
    found = replies([case(3), case(5), case(9), case()], deadline=10, as_of=as_of)
    assert isinstance(found.median, Estimate) and found.median.value == 5
    silent = replies([case(3), case(), case(), case()], deadline=10, as_of=as_of)
    assert isinstance(silent.median, Refusal) and silent.median.code is Code.NOT_REACHED
    none = replies([case()], deadline=10, as_of=as_of)
    assert none.waiting is None and isinstance(none.median, Refusal)
    for lang in LANGUAGES:
        for refusal in (silent.median, replies([], deadline=1, as_of=as_of).timely):
            assert isinstance(refusal, Refusal)
            assert all(say(m, lang) for m in (refusal.reason, refusal.have, refusal.need, refusal.action))


def test_withdrawn_complaints_compete() -> None:
    cases = [case(2), case(withdrawn=4), case(6), case()]
    found = replies(cases, deadline=30, as_of=DAY0 + timedelta(days=10))
    assert (found.withdrawn, found.pending) == (1, 1)
    assert found.answered is not None and found.answered.values[-1] == pytest.approx(0.5)
    assert replies([case(2)], deadline=3, as_of=DAY0 + timedelta(days=10)).answered is None


def test_withdrawn_before_the_deadline_is_not_due_and_after_it_is_late() -> None:
    as_of = DAY0 + timedelta(days=40)
    assert replies([case(withdrawn=5)], deadline=10, as_of=as_of).due == 0
    late = replies([case(withdrawn=15)], deadline=10, as_of=as_of)
    assert late.due == 1 and isinstance(late.timely, Estimate) and late.timely.value == 0


def test_the_first_of_reply_and_withdrawal_ends_a_case_and_none_comes_before_it() -> None:
    as_of = DAY0 + timedelta(days=40)
    assert replies([case(replied=9, withdrawn=4)], deadline=10, as_of=as_of).withdrawn == 1
    assert replies([case(replied=3, withdrawn=4)], deadline=10, as_of=as_of).withdrawn == 0
    with pytest.raises(ValueError, match="cannot end"):
        replies([case(-1)], deadline=10, as_of=as_of)


CANNED = (
    "Bonjour {}, nous sommes navrés de la gêne occasionnée et transmettons "
    "votre demande n° {} au service concerné."
)


def test_canned_replies_are_near_duplicates() -> None:
    texts = [CANNED.format("Madame", 1234), CANNED.format("Madame", 98), CANNED.format("MADAME", 7)]
    texts += [
        "Votre box a été remplacée ce matin, le technicien confirme que la ligne est rétablie.",
        "Le remboursement de 34 euros part aujourd'hui sur le compte qui se termine par 12.",
    ]
    found = canned(texts)
    assert found.groups == ((0, 1, 2),)
    assert isinstance(found.share, Estimate) and found.share.value == 3 / 5
    assert (found.run, found.alike, found.fewest) == (5, 0.8, 3)


def test_two_alike_are_not_yet_canned_and_short_texts_must_be_equal() -> None:
    assert canned([CANNED.format("a", 1), CANNED.format("a", 2), "Merci."]).groups == ()
    assert canned(["Merci.", "merci !", "MERCI", "Non."]).groups == ((0, 1, 2),)


def test_no_text_is_refused() -> None:
    assert isinstance(canned([]).share, Refusal)


def test_many_texts_take_no_time() -> None:
    texts = [f"{CANNED.format(i % 7, i)} numéro {'abcdefghij'[i % 10] * 3}" for i in range(400)]
    assert len(canned(texts).groups) >= 1
