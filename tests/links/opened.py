"""What a link opens, as data: no sentence, so that wording may improve; every number that is shown.

``python -m tests.links.opened`` writes ``links_v1.json`` anew; read its differences before keeping them.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from barometer.desk import Desk, open_desk
from barometer.desk.filters import unheeded
from barometer.desk.saying import Saying
from barometer.export.payload import flat, payload
from barometer.messages import say
from barometer.model import Message
from barometer.view import View, decode, encode

FOLDER = Path(__file__).parent
LINKS = FOLDER / "links_v1.txt"
OPENED = FOLDER / "links_v1.json"
_CELLS = (
    "company", "claim_value", "claim_low", "claim_high", "complaints", "rate", "rate_low", "rate_high",
    "exposure", "expected", "ratio", "low", "high", "rank_claim", "rank_observed", "break_even", "coverage",
    "refused_code",
)  # fmt: skip


def saved() -> list[str]:
    """The links of the file, in its order."""
    lines = LINKS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def opened(desk: Desk, link: str) -> dict[str, Any]:
    """What a link opens: its view, its notices, and the numbers of its page."""
    parts = urlsplit(link)
    view, notices = decode(parts.query)
    told: dict[str, Any] = {"view": encode(view), "lang": view.lang}
    notices = (*notices, *unheeded(view))
    page = parts.path.strip("/")
    if page == "gap":
        told |= _gap(desk, view, notices)
    elif page == "company":
        told |= {"notices": list(map(_notice, notices)), **_company(desk, view.focus)}
    else:
        told["notices"] = list(map(_notice, notices))
    if page == "sayings":
        told["sayings"] = {one.id: [one.verdict.id, *_figures_of(one)] for one in desk.sayings()}
    return told


def _gap(desk: Desk, view: View, notices: tuple[Message, ...]) -> dict[str, Any]:
    bare = replace(view, lang="", theme="", focus="", tab="") == View()
    answer = desk.answer(replace(desk.default_view, focus=view.focus) if bare else view)
    told: dict[str, Any] = {"notices": [_notice(one) for one in (*notices, *answer.notices)]}
    if answer.stratum is None or answer.gap is None:
        return told | {"empty": answer.empty.id if answer.empty else ""}
    stratum = {one.name: str(getattr(answer.stratum, one.name)) for one in fields(answer.stratum)}
    period = answer.stratum.period
    rows = payload(answer, partial(say, lang="en"))["rows"]
    return told | {
        "stratum": stratum | {"period": f"{period.start}..{period.end}"},
        "status": answer.gap.status.value,
        "finding": [sorted(tie.companies) for tie in answer.gap.same_score],
        "rows": [_figures(flat(row)) for row in rows],
        "left_out": sorted(one.company for one in answer.left_out),
    }


def _figures(row: dict[str, Any]) -> list[Any]:
    """What the table prints of a row, in the order of ``_CELLS``."""
    return [float(f"{v:.6g}") if isinstance(v, float) else v for v in (row[name] for name in _CELLS)]


def _company(desk: Desk, company: str) -> dict[str, Any]:
    found = desk.company(company)
    return {
        "company": company,
        "claims": len(found.claims),
        "complaints": len(found.complaints),
        "values": sorted(c.quantity.value for c in found.claims if c.quantity.value is not None),
        "sides": [side.row.observation.company for side in found.sides],
    }


def _notice(notice: Message) -> list[Any]:
    """A notice without the id of today's figures."""
    told = {k: v.id if isinstance(v, Message) else str(v) for k, v in sorted(notice.params.items())}
    return [notice.id, {k: v for k, v in told.items() if k != "now"}]


def _figures_of(saying: Saying) -> list[Any]:
    """Where a saying's figures are seen, and which they are."""
    seen = encode(saying.view) if saying.view else saying.company
    return [seen, sorted(one.name.id for one in saying.figures)]


def numbers(words: str) -> list[float]:
    """Every number in a text, as numbers, in no order of words."""
    words = re.sub(r"(?<=\d)[,\u202f\xa0](?=\d{3}\b)", "", words)
    return sorted(float(found.replace(",", ".")) for found in re.findall(r"\d+(?:[.,]\d+)?", words))


if __name__ == "__main__":
    desk = open_desk()
    told = {link: opened(desk, link) for link in saved()}
    lines = (f"{json.dumps(link)}: {json.dumps(one, ensure_ascii=False)}" for link, one in told.items())
    OPENED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
