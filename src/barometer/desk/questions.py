"""The questions beside the gap: saying and doing, two groups, replies, the iceberg.

Each answers with plain data: numbers, or null with the refusal that says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from barometer.answer import Answer
from barometer.desk.answering import Desk
from barometer.desk.evidence import (
    accounts,
    against_the_rest,
    cases,
    country_against_country,
    public_and_private,
    talkers,
)
from barometer.desk.facts import Facts
from barometer.export.payload import estimate, payload, refusal
from barometer.measures import replies as reply_quality
from barometer.measures import say_do as saying_and_doing
from barometer.measures.groups import GroupComparison, Region
from barometer.measures.iceberg import what_if
from barometer.model import Estimate, Message, ReadAt, Refusal, Row
from barometer.view import View

Say = Callable[[Message], str]
Told = dict[str, Any]

GROUPS = ("ownership", "country", "region")
DEADLINE = 60
#: dated accounts of a company from which on a share or a median is formed of them
FEWEST_ACCOUNTS = 5
_SCOPE = ("sector", "country")
#: what a comparison of groups may be narrowed by: its own groups are fixed
_SCOPES: Mapping[str, tuple[str, ...]] = {"region": (), "country": ("sector",)}


class UnansweredError(ValueError):
    """A question that can't be answered as it was put; ``sentences`` say why, ``said`` in words."""

    def __init__(self, sentences: tuple[Message, ...], said: str = "") -> None:
        self.sentences = sentences
        super().__init__(said or ", ".join(one.id for one in sentences))


def say_do(desk: Desk, say: Say, view: View | None = None) -> Told:
    """F21: within their sectors, are those who talk most complained about more?"""
    scope = _scope(view)
    found = saying_and_doing.say_do(talkers(desk.engine, scope.sector, scope.country))
    sentences = []
    if isinstance(found.r, Estimate):
        numbers = {"r": found.r.value, "low": found.r.low, "high": found.r.high, "n": found.n, "p": found.p}
        sentences.append(Message("sayings.talk.found", numbers))
    return _told("say_do", desk, say, found.r, sentences) | {
        "p": found.p,
        "exact": found.exact,
        "partial": estimate(found.partial),
        "p_partial": found.p_partial,
        "companies": found.n,
        "sectors": found.sectors,
        "exploratory": found.exploratory,
        "left_out": list(found.left_out),
    }


def compare(desk: Desk, say: Say, by: str = "ownership", view: View | None = None) -> Told:
    """F20 by ``by``: public against private companies, the United States against France, or a region
    against the rest of its country. ValueError for another word.
    """
    scope = _scope(view, _SCOPES.get(by, _SCOPE))
    if by == "region":
        return _regions(desk, say)
    if by == "country":
        found = country_against_country(desk.engine, "US", "FR", scope.sector)
    elif by == "ownership":
        found = public_and_private(desk.engine, scope.sector, scope.country)
    else:
        raise ValueError(f"companies are compared by {', '.join(GROUPS)}, not by {by}")
    return _groups(desk, say, found) | {"by": by}


def _groups(desk: Desk, say: Say, found: GroupComparison) -> Told:
    sentences = []
    if isinstance(found.adjusted, Estimate):
        numbers = {"ratio": found.adjusted.value, "firms": found.firms, "strata": len(found.parts)}
        sentences.append(Message("questions.compare.found", numbers))
        if found.simpson:
            sentences.append(Message("questions.compare.simpson"))
    crude = found.crude
    return _told("compare", desk, say, found.adjusted, sentences) | {
        "crude": estimate(crude),
        "crude_refused": refusal(crude, say) if isinstance(crude, Refusal) else None,
        "simpson": found.simpson,
        "p_strata": found.p_strata,
        "no_interval": refusal(found.no_interval, say) if found.no_interval else None,
        "companies": found.firms,
        "strata": [
            {
                "stratum": part.stratum,
                "channel": part.channel,
                "complaints": list(part.complaints),
                "exposure": list(part.exposure),
                "ratio": part.ratio,
            }
            for part in found.parts
        ],
    }


def _regions(desk: Desk, say: Say) -> Told:
    """Île-de-France in 2016 per household, once for each national total that sources give."""
    facts = Facts(desk.engine, "direccte_idf", "dgccrf", "share_of_national_complaints", "households")
    here = facts.one(held="count", what="direccte_idf", region="FR-IDF", detail="", year=2016)
    total = facts.one(held="count", what="dgccrf", sector="all", detail="", region="", year=2016)
    home = facts.one(what="households", subject="households_ile_de_france")
    away = facts.one(what="households", subject="households_outside_ile_de_france")
    count, homes, others = (one.value if one else None for one in (here, home, away))
    if not count or not homes or not others:
        raise UnansweredError((Message("questions.compare.no_region"),))
    shares = {}
    if total is not None and total.value:
        shares["computed"] = count / total.value
    for row in facts.where(what="share_of_national_complaints", subject="Île-de-France"):
        read = desk.sources[row["source"]].read_at
        if row["value"]:
            shares["relay" if read is ReadAt.RELAY else "report"] = row["value"] / 100
    if not shares:
        raise UnansweredError((Message("questions.compare.no_region"),))
    found = against_the_rest(count, shares, homes, others)
    return _base("compare", desk) | {
        "by": "region",
        "answer": [_region(one) for one in found],
        "refused": None,
        "sentences": [
            *(say(_region_said(one)) for one in found),
            say(Message("questions.compare.households")),
        ],
    }


def _region(one: Region) -> Told:
    return {
        "by_total_of": one.label,
        "total": one.total,
        "rate": one.rate,
        "rate_elsewhere": one.rate_elsewhere,
        "per": 100_000,
        "ratio": estimate(one.ratio),
    }


def _region_said(one: Region) -> Message:
    numbers = {"rate": one.rate, "elsewhere": one.rate_elsewhere, "times": one.ratio.value}
    return Message(f"questions.compare.region_{one.label}", numbers)


def replies(desk: Desk, say: Say, deadline: int = DEADLINE, view: View | None = None) -> Told:
    """Timely share and days to reply of each company whose accounts are dated.

    deadline  in days after receipt
    """
    scope = _scope(view)
    known = [
        one
        for one in accounts(desk.held.reports)
        if scope.sector in ("", one.sector) and scope.country in ("", one.country)
    ]
    found = [
        _few(desk, say, company, own, day)
        if len(own) < FEWEST_ACCOUNTS
        else _replied(desk, say, company, reply_quality.replies(own, deadline=deadline, as_of=day), len(own))
        for company, (own, day) in cases(known).items()
    ]
    sentences = [
        Message("questions.replies.accounts", {"n": len(known), "dated": sum(o["n"] for o in found)})
    ]
    sentences.append(Message("questions.replies.no_texts"))
    return _base("replies", desk) | {
        "deadline_days": deadline,
        "answer": found or None,
        "refused": None if found else say(Message("questions.replies.none_dated")),
        "canned": None,
        "sentences": [say(one) for one in sentences] + [line for one in found for line in one["sentences"]],
    }


def _few(desk: Desk, say: Say, company: str, own: Sequence[reply_quality.Case], day: date) -> Told:
    """Too few accounts for a share or a median: each is told as it is, with its days.

    An account ends with its reply, silence goes on: of few, a share in time would be that difference.
    """
    name, sentences = desk.names.get(company, company), []
    for one in own:
        about = {"name": name, "day": one.received, "end": day}
        days = (one.replied - one.received).days if one.replied else None
        kind = "silent" if days is None else "replied"
        sentences.append(Message(f"questions.replies.{kind}", about | {"days": days}))
    why = say(Message("questions.replies.few", {"n": len(own), "most": FEWEST_ACCOUNTS}))
    refused = {"code": "few_accounts", "reason": why}
    return {
        "company": company,
        "name": name,
        "n": len(own),
        "due": None,
        "pending": None,
        "timely": None,
        "timely_refused": refused,
        "median_days": None,
        "median_refused": refused,
        "sentences": [*map(say, sentences), why],
    }


def _replied(desk: Desk, say: Say, company: str, found: reply_quality.Replies, n: int) -> Told:
    timely, median = found.timely, found.median
    told: Told = {"company": company, "name": desk.names.get(company, company), "n": n}
    sentences = [
        Message("questions.replies.timely", {"name": told["name"], "x": _in_time(found), "n": found.due})
        if isinstance(timely, Estimate)
        else Message("questions.refused_of", {"name": told["name"], "reason": timely.reason}),
        Message("questions.replies.median", {"name": told["name"], "days": median.value, "n": n})
        if isinstance(median, Estimate)
        else Message("questions.refused_of", {"name": told["name"], "reason": median.reason}),
    ]
    return told | {
        "due": found.due,
        "pending": found.pending,
        "timely": estimate(timely),
        "timely_refused": refusal(timely, say) if isinstance(timely, Refusal) else None,
        "median_days": estimate(median),
        "median_refused": refusal(median, say) if isinstance(median, Refusal) else None,
        "sentences": [say(one) for one in sentences],
    }


def _in_time(found: reply_quality.Replies) -> int:
    share = found.timely.value if isinstance(found.timely, Estimate) else None
    return round((share or 0.0) * found.due)


def iceberg(desk: Desk, say: Say, view: View | None = None, factor: float = 0) -> Told:
    """M4 of each company of a comparison, and the what-if of an assumed factor (0: none is assumed).

    UnansweredError for a view that can't be honoured; ValueError for a factor between 0 and 1.
    """
    answer = asked(desk, view or View())
    assumed = factor or answer.view.factor
    rows = [_melted(desk, say, answer, row, assumed) for row in answer.shown]
    given = [row for row in rows if row["break_even"]]
    return _base("iceberg", desk) | {
        "view": payload(answer, say)["view"],
        "answer": rows if given else None,
        "refused": None if given else rows[0]["refused"] if rows else say(Message("questions.iceberg.none")),
        "sentences": _framed(say, answer, [line for row in rows for line in row["sentences"]], bool(given)),
    }


def _framed(say: Say, answer: Answer, lines: list[str], given: bool) -> list[str]:
    """What the lines are about above them, and what they do not show below."""
    above = [say(answer.sentence)] if answer.sentence and lines else []
    return [*above, *lines, *([say(Message("questions.iceberg.caveat"))] if given else [])]


def _melted(desk: Desk, say: Say, answer: Answer, row: Row, factor: float) -> Told:
    words = desk.words(answer)
    told, sure = words.iceberg(row), words.iceberg_sure(row)
    sentences = [one for one in (told, sure) if one is not None]
    refused = row.break_even if isinstance(row.break_even, Refusal) else None
    if refused:
        sentences.append(
            Message("questions.refused_of", {"name": row.observation.name, "reason": refused.reason})
        )
    line: Told = {
        "company": row.observation.company,
        "name": row.observation.name,
        "break_even": estimate(row.break_even),
        "refused": refusal(refused, say) if refused else None,
        "what_if": None,
    }
    if factor:
        found = what_if(row, factor)
        numbers = {"name": row.observation.name, "factor": factor}
        share = found.share.value if isinstance(found.share, Estimate) else None
        if share is not None and told and isinstance(found.share, Estimate):
            ends = {"low": found.share.low, "high": found.share.high}
            ranged = "_range" if None not in ends.values() and ends["low"] != ends["high"] else ""
            sentences.append(Message(f"questions.iceberg.what_if{ranged}", numbers | ends | {"share": share}))
        why = refusal(found.share, say) if isinstance(found.share, Refusal) else None
        line["what_if"] = {
            "factor": factor,
            "share": estimate(found.share),
            "refused": why,
            "admits": found.admits,
        }
    return line | {"sentences": [say(one) for one in sentences]}


def asked(desk: Desk, view: View) -> Answer:
    """The answer to exactly this view (the package's own where none is asked).

    UnansweredError where nothing answers it, or only another view's answer would.
    """
    answer = desk.answer(desk.default_view if view == View() else view)
    if answer.gap is None or answer.notices:
        raise UnansweredError((*answer.notices, *((answer.empty,) if answer.empty else ())))
    return answer


def _scope(view: View | None, allowed: Sequence[str] = _SCOPE) -> View:
    """A view of which only sector and country may be chosen, as far as a question has them."""
    wanted = view or View()
    bare = replace(View(lang=wanted.lang), **{name: getattr(wanted, name) for name in allowed})
    if wanted != bare:
        others = [f.name for f in fields(View) if getattr(wanted, f.name) != getattr(bare, f.name)]
        id_ = {0: "questions.no_scope", 1: "questions.only_sector"}.get(len(allowed), "questions.only_scope")
        raise UnansweredError((Message(id_, {"names": tuple(others)}),))
    return wanted


def _base(question: str, desk: Desk) -> Told:
    return {"question": question, "data": desk.data_id}


def _told(question: str, desk: Desk, say: Say, found: Estimate | Refusal, sentences: list[Message]) -> Told:
    refused = isinstance(found, Refusal)
    if isinstance(found, Refusal):
        params = {"reason": found.reason, "have": found.have, "need": found.need}
        sentences = [*sentences, Message("sayings.refused", params)]
    return _base(question, desk) | {
        "answer": None if refused else estimate(found),
        "refused": refusal(found, say) if isinstance(found, Refusal) else None,
        "sentences": [say(one) for one in sentences],
    }


def ask(desk: Desk, say: Say, question: str, view: View, **more: Any) -> Told:
    """A question by its name on the command line: say-do, compare, replies or iceberg."""
    if question == "compare":
        return compare(desk, say, more.get("by") or GROUPS[0], view)
    if question == "replies":
        return replies(desk, say, more.get("deadline") or DEADLINE, view)
    if question == "iceberg":
        return iceberg(desk, say, view, more.get("factor") or 0)
    return say_do(desk, say, view)
