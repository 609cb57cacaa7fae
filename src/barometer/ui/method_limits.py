"""The limits of the method: what is refused and why, what an interval is made of, what would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from barometer.desk.facts import Facts
from barometer.model import Code, Estimate, Kind, Message, Mode
from barometer.ui import text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.html_table import cell, show

_OF_A_STRATUM = tuple(Code)[tuple(Code).index(Code.RATES_ONLY) : tuple(Code).index(Code.NO_COMMON_STRATUM)]
_OF_OTHERS = tuple(Code)[tuple(Code).index(Code.NO_COMMON_STRATUM) :]
_ENGLISH = ("table", "list", "typing", "date", "chart", "upload", "state")


def scope(frame: Frame) -> None:
    """What is measured here, and what is not."""
    st.subheader(text.plain(frame.say("method.scope.title")), anchor="scope")
    for part in ("measured", "not_measured"):
        frame.write(f"method.scope.{part}")


def refusals(frame: Frame) -> None:
    """Every reason for which a number is not given, and what would mend it."""
    st.subheader(text.plain(frame.say("method.refusals.title", n=len(Code))), anchor="refusals")
    frame.write("method.refusals.lead")
    with fold(frame.say("method.refusals.all"), "all_refusals") as opened:
        if opened:
            headers = [frame.say(f"method.refusals.{name}") for name in ("reason", "need", "of")]
            rows = [
                [
                    cell(frame.say(Message(f"refusal.{code.value}.reason"))),
                    cell(frame.say(Message(f"refusal.{code.value}.need"))),
                    cell(frame.say(f"method.refusals.{_concerns(code)}")),
                ]
                for code in Code
            ]
            show(frame.say("method.refusals.title", n=len(Code)), headers, rows)


def _concerns(code: Code) -> str:
    if code in _OF_OTHERS:
        return "of_others"
    return "of_comparison" if code in _OF_A_STRATUM else "of_company"


def intervals(frame: Frame) -> None:
    """The word that stands beside every interval, and what it means."""
    st.subheader(text.plain(frame.say("method.intervals.title")), anchor="intervals")
    _bullets(
        frame.say(
            "method.intervals.line",
            name=Message("ui.term", {"id": kind.value}),
            said=Message(f"method.intervals.{kind.value}"),
        )
        for kind in Kind
    )
    frame.write("method.intervals.two")


def full_measure(frame: Frame) -> None:
    """How many comparisons give a ratio, on which data, and what the nearest others lack."""
    gaps = [gap for _, gap in frame.desk.strata.each()]
    ratios = Counter(gap.mode for gap in gaps if any(isinstance(row.ratio, Estimate) for row in gap.rows))
    st.subheader(text.plain(frame.say("method.full.title")), anchor="full-measure")
    frame.write(
        "method.full.counted", all=len(gaps), ratios=sum(ratios.values()), full=ratios[Mode.EXPOSURE],
        rates=ratios[Mode.RATES],
    )  # fmt: skip
    if not ratios[Mode.EXPOSURE]:
        frame.write("method.full.nearest")


def shares_of_the_region(frame: Frame) -> None:
    """The third reading of Île-de-France's share, which no source prints: of the two published counts."""
    facts = Facts(frame.desk.engine, "direccte_idf", "dgccrf")
    part = facts.one(held="count", what="direccte_idf", region="FR-IDF", detail="", year=2016)
    whole = facts.one(held="count", what="dgccrf", sector="all", detail="", region="", year=2016)
    if part is not None and whole is not None and part.value and whole.value:
        frame.write("method.disagree.region", part=part.value, whole=whole.value, x=part.value / whole.value)


def language(frame: Frame) -> None:
    """Which words stay English because they are the toolkit's own."""
    st.subheader(text.plain(frame.say("method.language.title")), anchor="language")
    frame.write("method.language.lead")
    _bullets(frame.say(f"method.language.{part}") for part in _ENGLISH)


def _bullets(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {text.plain(line)}" for line in lines))
