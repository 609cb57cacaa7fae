"""Where a company stands: what can be read beside its figures, and what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from barometer.answer import CompanyFile, Side
from barometer.model import Asserter, Claim, Code, Complaints, Exposure, Message, Refusal, Status, noted
from barometer.ui import address, text
from barometer.ui import figure_words as words
from barometer.ui.choose import comparison_name, narrowed
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, Part
from barometer.view import View, encode

_FIRST = 3
_APART = frozenset({Code.WINDOW_UNDER_HALF, Code.LEVEL_MISMATCH})
_ORDER = {Status.COMPUTED: 0, Status.RANKS: 1, Status.RAW: 2, Status.REFUSED: 3}


def readable_sides(file: CompanyFile) -> list[Side]:
    """The comparisons in which a figure of the company stands beside complaints about it, best first."""
    return sorted((side for side in file.sides if is_readable(side)), key=_rank)


def is_readable(side: Side) -> bool:
    """Whether both sides of the row may be shown together, compared or as raw figures."""
    seen = side.row.observation
    both = seen.claim is not None and (seen.y is not None or seen.rate is not None)
    if not both or side.comparison.status is Status.REFUSED:
        return False
    barred = any(refusal.code in _APART for refusal in side.row.refused)
    return side.said.caveat is not None or (side.comparison.status is Status.RAW and not barred)


def is_compared(side: Side) -> bool:
    """Whether nothing keeps the two sides apart; figures of other people are shown, with that said."""
    return not any(refusal.code is Code.POPULATION_MISMATCH for refusal in side.row.refused)


def _rank(side: Side) -> tuple[object, ...]:
    stratum = side.comparison.stratum
    return (
        stratum.asserted_by is not Asserter.COMPANY,
        _ORDER[side.comparison.status],
        side.said.caveat is None,
        not stratum.is_share,
        side.row.observation.claim is None or side.row.observation.claim.value is None,
        -_alike(side),
        -stratum.period.end.toordinal(),
        stratum.channel,
        stratum.subject,
    )


def _alike(side: Side) -> float:
    """Days that the figure and the complaints share, of all the days that either covers."""
    asked = [claim.period for claim in side.row.observation.claims if claim.period]
    seen = side.comparison.stratum.period
    if not asked:
        return 0.0
    start, end = min(p.start for p in asked), max(p.end for p in asked)
    shared = (min(end, seen.end) - max(start, seen.start)).days + 1
    return round(max(0, shared) / ((max(end, seen.end) - min(start, seen.start)).days + 1), 2)


def readable(frame: Frame, file: CompanyFile) -> None:
    """The sentence of each such comparison with its notes and the way to it."""
    sides = readable_sides(file)
    if not sides:
        if file.claims and file.complaints:
            st.info(text.plain(frame.say("company.sides.never", name=frame.called(file.company.id))))
        return
    st.subheader(text.plain(frame.say("company.sides.title")), anchor=False)
    first = sides if len(sides) == _FIRST + 1 else sides[:_FIRST]
    for number, side in enumerate(first):
        _side(frame, file, side, f"side_{number}")
    rest = sides[len(first) :]
    if rest:
        with fold(frame.say("company.sides.more", n=len(rest)), "more_sides") as opened:
            for number, side in enumerate(rest if opened else ()):
                _side(frame, file, side, f"more_side_{number}")


def _side(frame: Frame, file: CompanyFile, side: Side, key: str) -> None:
    with st.container(border=True, key=key, gap="xsmall"):
        st.page_link(
            st.session_state["pages"]["gap"],
            label=text.plain(_name(frame, side)),
            icon=":material/compare_arrows:",
            query_params=address.query(_view(frame, file.company.id, side)),
        )
        for said in (side.said.company, side.said.sure, side.said.caveat):
            if said is not None:
                frame.write(said)
        for note in notes(frame, side):
            st.caption(text.plain(frame.say("ui.note", note=note)))


def notes(frame: Frame, side: Side) -> list[str]:
    """What must be printed with the figures of a row, each once."""
    seen = side.row.observation
    records: tuple[Claim | Complaints | Exposure, ...] = (*seen.claims, *seen.complaints, *seen.exposures)
    said = [frame.say("value.label", label=noted(record)) for record in records if record.note]
    return list(dict.fromkeys(said))


def _name(frame: Frame, side: Side) -> str:
    """The comparison in a line; a company alone in it is not 'one company compared'."""
    stratum = side.comparison.stratum
    if side.comparison.companies > 1:
        scope = {"sector": stratum.sector, "country": stratum.country}
        return frame.say("company.sides.link", entry=comparison_name(frame, side.comparison), **scope)
    about = [frame.say("ui.term", id=part) for part in (stratum.subject, stratum.peer_group) if part]
    return frame.say(
        "company.sides.alone",
        period=stratum.period, metric=words.metric_label(frame, stratum.metric),
        about=f" ({', '.join(about)})" if about else "",
        channel=words.channel_label(frame, stratum.channel),
    )  # fmt: skip


def _view(frame: Frame, company: str, side: Side) -> View:
    return replace(narrowed(frame, frame.view, side.comparison), focus=company)


def fate(frame: Frame, file: CompanyFile, claim: Claim) -> Cell:
    """What the figure can be set beside, with the way there; else why it can't and what would mend it."""
    mine = [side for side in file.sides if claim in side.row.observation.claims]
    found = sorted((side for side in mine if is_readable(side)), key=_rank)
    if found:
        return tuple(_beside(frame, file, side) for side in found)
    refusal = _refusal(mine)
    if refusal is not None and claim.metric not in frame.desk.held.unclaimed:
        return refused(frame, refusal)
    return (Part(frame.say(_why_not(frame, claim))),)


def _beside(frame: Frame, file: CompanyFile, side: Side) -> Part:
    stratum, n, records = side.comparison.stratum, side.comparison.companies, side.row.observation.complaints
    about = {"channel": words.channel_label(frame, stratum.channel), "period": stratum.period}
    if len(records) == 1:
        about |= {"observed": words.counted(frame, records[0])}
    status = {"n": n, "status": side.comparison.status.value}
    id_ = "beside" if "observed" in about else "beside_several"
    alone = "" if n > 1 else "_alone"
    said = frame.say(f"company.sides.{id_}", **about, how=Message(f"company.sides.how{alone}", status))
    return Part(said, href=f"gap?{encode(_view(frame, file.company.id, side))}")


def _refusal(sides: Sequence[Side]) -> Refusal | None:
    """What keeps the two sides apart in the comparison that comes nearest."""
    for side in sorted(sides, key=_rank):
        if side.row.told is not None:
            return side.row.told
    return None


def refused(frame: Frame, refusal: Refusal, said: str = "company.sides.refused") -> Cell:
    """A refusal in full: what (``said``) and why, what we have, what is missing, what to do."""
    return (
        Part(frame.say(said, reason=refusal.reason)),
        Part(frame.say("company.sides.have", have=refusal.have, need=refusal.need), quiet=True),
        Part(frame.say(refusal.action), quiet=True),
    )


def _why_not(frame: Frame, claim: Claim) -> Message:
    rule = frame.desk.held.rules.get(claim.metric)
    if claim.metric in frame.desk.held.unclaimed:
        if rule is None:
            return Message("company.sides.unclaimed_plain")
        return Message("company.sides.unclaimed", {"rule": rule})
    if claim.period is None:
        return Message("company.sides.no_period")
    return Message("company.sides.nothing")
