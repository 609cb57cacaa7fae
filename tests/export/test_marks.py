"""'Not checked at the source' is in every file until somebody ticks; a company's answer is in every file."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from barometer.answer import Answer, replied
from barometer.answer.checked import answer_standings, figures, fingerprint, mark, plotted, remaining
from barometer.desk import Desk, open_desk
from barometer.export.chrome import find_chrome
from barometer.export.citation import citation
from barometer.export.forms import FORMS, Order, take
from barometer.export.letter import as_html, as_text, letter
from barometer.export.reply_pack import reply_pack
from barometer.export.voice import Voice
from barometer.messages import say
from barometer.model import Asserter, Check, Claim, Kept, Period, Quantity, Reply
from barometer.view import decode

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
DAY = date(2026, 11, 22)
SENT, DEADLINE = date(2026, 3, 2), date(2026, 3, 9)
WORDS = '=HYPERLINK("x") We <b>do not</b> agree | {that} $5 & 86 % "hold".\nOur survey is *ours*: ask us!'
NOT = {"en": "not checked at the source", "fr": "Non vérifié à la source"}
BY = {
    "en": "Checked at the source by A. B., 22 November 2026",
    "fr": "Vérifié à la source par A. B., le 22 novembre 2026",
}
PICTURES = ("png", "svg", "zip")
CLAIM = Claim(
    "c1", "plusnet", "telecoms_broadband", "GB", "share_satisfied",
    Quantity(86.0, unit="percent", rounding=1.0),
    Period(date(2018, 1, 3), date(2018, 2, 15)), Asserter.REGULATOR, "ofcom",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk()


@pytest.fixture(scope="module")
def answer(desk: Desk) -> Answer:
    found = desk.answer(decode(BROADBAND)[0])
    assert len(remaining(answer_standings(found, ()))) == 2
    return found


def checks(answer: Answer, by: str = "A. B.", but: Iterable[str] = ()) -> tuple[Check, ...]:
    """A check of every source of an answer's chart, but of some."""
    held: dict[str, list[object]] = {}
    for record in plotted(answer):
        held.setdefault(record.source, []).append(record)
    return tuple(
        Check(f"k{number}", source, by, DAY, figures(records))  # type: ignore[arg-type]
        for number, (source, records) in enumerate(held.items())
        if source not in but
    )


def reply(answer: Answer, company: str = "plusnet", text: str = WORDS) -> Reply:
    return Reply(
        "r1", company, replied.finding(answer), "v=1", replied.figures(answer, company),
        sent=SENT, deadline=DEADLINE, on=date(2026, 3, 5), speaker="Jane <i>Doe</i>", role="press officer",
        text=text, link="https://example.org/answer",
    )  # fmt: skip


def order(desk: Desk, answer: Answer, kept: Kept, lang: str = "en") -> Order:
    labels = {**desk.channels, **desk.metrics}
    return Order(answer, Voice(lang, partial(say, lang=lang), labels, "https://b.example/gap?v=1", kept))


def read(form: str, content: bytes) -> str:
    """All that a file says, as a reader of that file sees it."""
    if form == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        return "\n".join(read(name.rpartition(".")[2], part) for name, part in parts.items())
    if form == "xlsx":
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return "\n".join(str(cell) for sheet in sheets for line in sheet for cell in line)
    if form == "svg":
        root = ElementTree.fromstring(content)
        return " ".join("".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text"))
    if form in ("png", "txt", "sql"):
        return "" if form == "png" else content.decode()
    text = content.decode("utf-8-sig")
    return json.dumps(json.loads(text), ensure_ascii=False) if form in ("json", "ipynb") else text


def everything(
    desk: Desk, answer: Answer, kept: Kept, lang: str = "en", pictures: bool = False
) -> Mapping[str, str]:
    """Every form with what it says; the letter, the citation and the pack too."""
    wanted = order(desk, answer, kept, lang)
    drawn = pictures and find_chrome() is not None
    found = {
        form: read(form, take(wanted, form).content)
        for form in FORMS if form != "png" and (drawn or form not in PICTURES)
    }  # fmt: skip
    texts = wanted.figure(wanted.look).layout.annotations
    found["drawn"] = " ".join(str(one.text).replace("<br>", " ") for one in texts)
    written = letter(answer, "plusnet", wanted.voice, SENT, DEADLINE)
    found |= {"letter.txt": as_text(written), "letter.html": as_html(written)}
    found["citation"] = citation(answer, wanted.voice, DAY)
    pack = reply_pack(answer, "plusnet", wanted.voice, sent=SENT, deadline=DEADLINE, charts={}, method="m")
    found["pack"] = read("zip", pack)
    return {name: bare(text) for name, text in found.items()}


def bare(text: str) -> str:
    """A text without what its format escapes, and with plain spaces."""
    decoded = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found.group(1), 16)), text)
    return decoded.replace("\\", "").replace("\xa0", " ")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_mark_is_in_every_form_before_and_in_none_after(desk: Desk, answer: Answer, lang: str) -> None:
    before = everything(desk, answer, Kept(), lang, pictures=True)
    after = everything(desk, answer, Kept(checks=checks(answer)), lang, pictures=True)
    assert {name for name, text in before.items() if NOT[lang] not in text} == set()
    assert {name for name, text in before.items() if "A. B." in text} == set()
    assert {name for name, text in after.items() if NOT[lang].lower() in text.lower()} == set()
    assert {name for name, text in after.items() if BY[lang] not in text} == set()


@pytest.mark.skipif(find_chrome() is None, reason="a PNG is drawn by Chrome or Chromium, and there is none")
def test_the_png_is_drawn_with_the_mark(desk: Desk, answer: Answer) -> None:
    before, after = (
        take(order(desk, answer, kept), "png").content for kept in (Kept(), Kept(checks=checks(answer)))
    )
    assert before != after
    assert before == take(order(desk, answer, Kept()), "png").content, "nothing else tells them apart"


def test_some_remain_and_are_counted_and_named(desk: Desk, answer: Answer) -> None:
    first = answer_standings(answer, ())[0].source
    told = everything(desk, answer, Kept(checks=checks(answer, but=[first])))
    for text in told.values():
        assert "1 of 2 sources not checked at the source" in text or "Not checked at the source" in text
    assert "1 of 2 sources not checked at the source." in told["md"]
    assert "1 source checked at the original by A. B., 22 November 2026." in told["md"]
    assert "Still to be read at the original: Ofcom, as read in " in told["md"]
    card = {
        one["source"]: one for one in sheet(desk, answer, Kept(checks=checks(answer, but=[first])), "Sources")
    }
    assert card[first]["original_read_by"] == ""
    assert {one["original_read_by"] for name, one in card.items() if name != first} == {"A. B."}
    assert {one["read_at"] for one in card.values()} == {"relay"}, "what the data say stays as it is"


def sheet(desk: Desk, answer: Answer, kept: Kept, name: str) -> list[dict[str, object]]:
    book = CalamineWorkbook.from_object(io.BytesIO(take(order(desk, answer, kept), "xlsx").content))
    header, *lines = book.get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]


def changed(answer: Answer, value: float) -> Answer:
    """The answer as it were if the data gave Plusnet another figure."""
    assert answer.gap is not None
    rows = list(answer.gap.rows)
    place = next(i for i, row in enumerate(rows) if row.observation.company == "plusnet")
    seen = rows[place].observation
    claims = tuple(replace(one, quantity=replace(one.quantity, value=value)) for one in seen.claims)
    claim = replace(seen.claim, value=value / 100) if seen.claim else None
    rows[place] = replace(rows[place], observation=replace(seen, claims=claims, claim=claim))
    return replace(answer, gap=replace(answer.gap, rows=tuple(rows)))


def test_a_check_lapses_when_the_figure_changes_and_holds_again_when_it_is_back(answer: Answer) -> None:
    held = checks(answer)
    assert remaining(answer_standings(answer, held)) == ()
    other = changed(answer, 87.0)
    (lapsed,) = [one for one in answer_standings(other, held) if one.lapsed]
    assert lapsed.open == 1
    assert [one.by for one in lapsed.lapsed] == ["A. B."]
    assert remaining(answer_standings(other, held)) == (lapsed.source,)
    again = checks(other, by="C. D.")
    assert all(not one.lapsed and one.done for one in answer_standings(other, (*held, *again)))
    assert remaining(answer_standings(changed(other, 86.0), held)) == ()


def test_a_fingerprint_follows_what_a_figure_says_and_nothing_else() -> None:
    same = replace(CLAIM, note="read again", level="brand", publish="with_note", wave="2019")
    assert fingerprint(same) == fingerprint(CLAIM)
    others: list[Claim] = [
        replace(CLAIM, quantity=replace(CLAIM.quantity, value=87.0)),
        replace(CLAIM, quantity=replace(CLAIM.quantity, wording="about 86%")),
        replace(CLAIM, quantity=Quantity(None, 85.0, 87.0, unit="percent")),
        replace(CLAIM, n=1000),
        replace(CLAIM, company="sky"),
        replace(CLAIM, period=None),
        replace(CLAIM, source="another"),
    ]
    assert len({fingerprint(one) for one in (CLAIM, *others)}) == len(others) + 1


def test_a_check_covers_the_figures_it_names_and_no_others(answer: Answer) -> None:
    (first, *_) = checks(answer)
    half = dict(list(first.figures.items())[:3])
    standing = next(
        one for one in answer_standings(answer, [replace(first, figures=half)]) if one.source == first.source
    )
    assert (standing.open, standing.figures, standing.done) == (3, 6, False)
    assert mark(answer_standings(answer, [replace(first, figures=half)])) == mark(
        answer_standings(answer, ())
    )


# --- what the company answered --------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_answer_is_in_every_form_in_the_companys_words(desk: Desk, answer: Answer, lang: str) -> None:
    kept = Kept(replies=(reply(answer),))
    told = everything(desk, answer, kept, lang)
    for name in ("json", "xlsx", "csv", "letter.txt", "pack"):
        text = told[name].replace('""', '"').replace("\r\n", "\n")
        assert WORDS.split("\n")[1] in text, name
        assert '=HYPERLINK("x") We <b>do not</b> agree' in text, name
    assert '=HYPERLINK("x") We &lt;b&gt;do not&lt;/b&gt; agree' in told["html"]
    assert "<b>do not" not in told["html"] and "<i>Doe" not in told["html"]
    assert "<b>do not" not in told["letter.html"]
    assert "We &lt;b&gt;do not" in told["letter.html"]
    raw = take(order(desk, answer, kept, lang), "md").content.decode()
    assert "\\<b\\>do not" in raw and "> " in raw
    on = "5 March 2026" if lang == "en" else "5 mars 2026"
    dated = {name for name, text in told.items() if on in text or "2026-03-05" in text}
    assert set(told) - dated == {"drawn", "citation"}, "a picture and a citation carry no answer"


def test_an_answer_never_runs_in_a_spreadsheet(desk: Desk, answer: Answer) -> None:
    kept = Kept(replies=(reply(answer, text="=1+1"),))
    (line,) = sheet(desk, answer, kept, "Answers")
    assert line["text"] == "'=1+1"
    table = csv.DictReader(io.StringIO(take(order(desk, answer, kept), "csv").content.decode("utf-8-sig")))
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_a_name_with_markup_is_text_in_the_chart(desk: Desk, answer: Answer) -> None:
    kept = Kept(checks=checks(answer, by="<a href='x'>A</a> %{x} {y}</script>"))
    wanted = order(desk, answer, kept)
    texts = [one.text for one in wanted.figure(wanted.look).layout.annotations if "Checked" in str(one.text)]
    assert len(texts) == 1
    assert "<a" not in texts[0] and "&lt;a" in texts[0] and "{" not in texts[0]
    page = take(wanted, "html").content.decode()
    assert "{y}</script>" not in page


def test_silence_is_said_with_its_dates(desk: Desk, answer: Answer) -> None:
    silent = replace(reply(answer), on=None, text="", speaker="", role="", link="")
    told = everything(desk, answer, Kept(replies=(silent,)))
    sentence = "Plusnet, asked on 2 March 2026, had not answered by 9 March 2026."
    for name in ("json", "csv", "xlsx", "md", "ipynb", "html", "letter.txt", "pack"):
        assert sentence in told[name], name


def test_an_answer_about_other_figures_says_so(desk: Desk, answer: Answer) -> None:
    kept = Kept(replies=(reply(answer),))
    note = "This answer was given about figures that have changed since."
    assert note not in everything(desk, answer, kept)["md"]
    other = changed(answer, 87.0)
    assert note in everything(desk, other, kept)["md"]
    assert [one.changed for one in replied.beside(other, kept.replies)] == [True]


def test_an_answer_stands_beside_its_own_finding_alone(desk: Desk, answer: Answer) -> None:
    kept = (reply(answer), reply(answer, "sky"))
    assert [one.reply.company for one in replied.beside(answer, kept)] == ["plusnet", "sky"]
    assert [one.reply.company for one in replied.beside(answer, kept, ["sky"])] == ["sky"]
    same = desk.answer(decode(BROADBAND + "&entity=plusnet~sky&sort=name&lang=fr&focus=sky")[0])
    assert replied.finding(same) == replied.finding(answer)
    elsewhere = desk.answer(decode("sector=airlines&country=US&time=2017-01..2017-12")[0])
    assert replied.beside(elsewhere, kept) == ()
    later = desk.answer(decode(BROADBAND + "&lag=2")[0])
    assert replied.finding(later) != replied.finding(answer)


def test_the_cached_answer_knows_nothing_of_what_a_workspace_keeps(desk: Desk, answer: Answer) -> None:
    everything(desk, answer, Kept(checks(answer), (reply(answer),)))
    again = desk.answer(decode(BROADBAND)[0])
    assert "A. B." not in repr(again) and WORDS not in repr(again)
    assert NOT["en"] in everything(desk, again, Kept())["md"]
