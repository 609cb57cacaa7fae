"""What a reader takes away holds the answer's own numbers, in every format, and nothing that runs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from barometer.answer import Answer
from barometer.cli import main
from barometer.desk import Desk, open_desk
from barometer.engine import sql
from barometer.export.citation import behind_rows, citation, sources_line
from barometer.export.forms import Order
from barometer.export.letter import NotInAnswer, as_html, as_text, letter
from barometer.export.markdown import markdown
from barometer.export.notebook import notebook_bytes
from barometer.export.payload import payload
from barometer.export.reply_pack import queries, reply_pack
from barometer.export.table import columns, csv_bytes, left_out, rows, safe, xlsx_bytes
from barometer.export.voice import Voice
from barometer.messages import say
from barometer.model import Asserter, Code
from barometer.view import decode

MADE = Path(__file__).parents[2] / "docs" / "example"
BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
AIRLINES = "sector=airlines&country=US&time=2017-01..2017-12"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk()


@pytest.fixture(scope="module")
def made() -> Desk:
    return open_desk(MADE)


def voice(desk: Desk, lang: str = "en", link: str = "") -> Voice:
    return Voice(lang, partial(say, lang=lang), {**desk.channels, **desk.metrics}, link)


def ask(desk: Desk, view: str = "") -> Answer:
    answer = desk.answer(decode(view)[0] if view else desk.default_view)
    assert answer.gap is not None
    return answer


def altered(folder: Path, **files: tuple[str, str]) -> Desk:
    """The made package with one text of a file put in place of another."""
    shutil.copytree(MADE, folder, dirs_exist_ok=True)
    for name, (old, new) in files.items():
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return open_desk(folder)


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("view", ["", BROADBAND, AIRLINES])
def test_csv_xlsx_and_json_hold_equal_numbers(desk: Desk, view: str) -> None:
    answer, said = ask(desk, view), voice(desk)
    told = payload(answer, said.say)["rows"]
    as_csv = list(csv.DictReader(io.StringIO(csv_bytes(answer, said).decode("utf-8-sig"))))
    book = CalamineWorkbook.from_object(io.BytesIO(xlsx_bytes(answer, said)))
    header, *cells = book.get_sheet_by_name("Rows").to_python()
    as_xlsx = [dict(zip(header, line, strict=True)) for line in cells]
    assert len(told) == len(answer.plotted) == len(as_csv) == len(as_xlsx) > 3
    for json_row, csv_row, xlsx_row in zip(told, as_csv, as_xlsx, strict=True):
        assert csv_row["company"] == json_row["company"] == xlsx_row["company"]
        for name in ("ratio", "low", "high", "rate", "rate_low", "rate_high", "expected_rate"):
            assert number(csv_row[name]) == json_row[name]
            # a workbook keeps 16 digits
            found = xlsx_row[name] if xlsx_row[name] != "" else None
            assert found == (
                pytest.approx(json_row[name], rel=1e-15) if found is not None else json_row[name]
            )
        assert number(csv_row["claim"]) == (json_row["claim"] or {"value": None})["value"]
        assert csv_row["interval"] == (json_row["interval"] or "")


def test_a_missing_number_is_an_empty_cell_and_never_a_zero(desk: Desk) -> None:
    table = rows(ask(desk, BROADBAND), voice(desk))
    assert all(row["exposure"] is None and row["n"] is None for row in table)
    text = csv_bytes(ask(desk, BROADBAND), voice(desk)).decode("utf-8-sig")
    assert {row["exposure"] for row in csv.DictReader(io.StringIO(text))} == {""}


def test_units_interval_and_sources_stand_in_every_row(desk: Desk) -> None:
    for row in rows(ask(desk, BROADBAND), voice(desk)):
        assert (row["claim_unit"], row["interval"], row["per"]) == ("percent", "rounding", 100_000)
        assert str(row["sources"]).startswith("Ofcom")
        assert row["period_start"] == "2018-01-01"


def test_every_column_has_its_meaning_in_both_languages(desk: Desk) -> None:
    for lang in ("en", "fr"):
        said = voice(desk, lang)
        assert all(len(said.phrase(f"export.column.{name}")) > 5 for name in columns())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_in_a_name_does_not_run(tmp_path: Path, start: str) -> None:
    if start in "\t\r":
        assert safe(f"{start}1+1") == f"'{start}1+1"
        return
    desk = altered(tmp_path, companies=("alpha,Alpha", f'alpha,"{start}HYPERLINK(1)"'))
    answer, said = ask(desk), voice(desk)
    text = csv_bytes(answer, said).decode("utf-8-sig")
    assert f"'{start}HYPERLINK(1)" in {row["name"] for row in csv.DictReader(io.StringIO(text))}
    book = CalamineWorkbook.from_object(io.BytesIO(xlsx_bytes(answer, said)))
    _, *lines = book.get_sheet_by_name("Rows").to_python()
    assert f"'{start}HYPERLINK(1)" in {line[1] for line in lines}


def test_a_formula_does_not_run_from_the_command_line_s_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered(tmp_path, companies=("alpha,Alpha", 'alpha,"=HYPERLINK(1)"'))
    (folder,) = {path.parent for path in tmp_path.rglob("companies.csv")}
    assert main(["gap", "--data", str(folder), "--csv"]) == 0
    assert "'=HYPERLINK(1)" in {row["name"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}


@pytest.mark.parametrize("letter", ["a", "\N{PILE OF POO}"])
def test_a_text_too_long_for_a_cell_is_not_an_empty_cell(tmp_path: Path, letter: str) -> None:
    desk = altered(tmp_path, companies=("alpha,Alpha", f"alpha,{letter * 40_000}"))
    book = CalamineWorkbook.from_object(io.BytesIO(xlsx_bytes(ask(desk), voice(desk))))
    _, *lines = book.get_sheet_by_name("Rows").to_python()
    (name,) = {str(line[1]) for line in lines if str(line[1]).startswith(letter)}
    assert name.endswith(f"{letter} […]") and 32_760 < len(name.encode("utf-16-le")) / 2 <= 32_767


def test_numbers_are_not_escaped() -> None:
    assert safe(-3.5) == -3.5
    assert safe(None) is None


def test_refused_companies_are_exported_with_all_five_parts(tmp_path: Path) -> None:
    desk = altered(tmp_path, claims=("c5,epsilon,parcels", "c5,epsilon,letters"))
    answer = ask(desk)
    (one,) = left_out(answer, voice(desk))
    assert (one["company"], one["refused"]) == ("epsilon", "missing_claim")
    assert all(one[f"refused_{part}"] for part in ("reason", "have", "need", "action"))
    book = CalamineWorkbook.from_object(io.BytesIO(xlsx_bytes(answer, voice(desk))))
    assert book.get_sheet_by_name("Not compared").to_python()[1][0] == "epsilon"


def test_what_users_said_stands_apart(desk: Desk) -> None:
    answer = ask(desk, "sector=airlines&country=US&time=2015-02..2015-02")
    book = CalamineWorkbook.from_object(io.BytesIO(xlsx_bytes(answer, voice(desk))))
    header, *lines = book.get_sheet_by_name("Users' reports").to_python()
    counted = [dict(zip(header, line, strict=True)) for line in lines]
    assert len(counted) == len(answer.reports) > 5
    assert {row["venue"] for row in counted} == {"twitter"}
    text = pack(desk, answer, "delta_air_lines")["3-figures.csv"].decode("utf-8-sig")
    told = [row for row in csv.DictReader(io.StringIO(text)) if row["what"] == "users' reports"]
    assert {row["metric"] for row in told} == {"twitter: negative", "twitter: neutral", "twitter: positive"}


def test_a_workbook_is_the_same_bytes_again(made: Desk) -> None:
    assert xlsx_bytes(ask(made), voice(made)) == xlsx_bytes(ask(made), voice(made))


# --- notebook -----------------------------------------------------------------------------------


def run(book: bytes) -> dict[str, Any]:
    """Runs the code cells of a notebook in order; returns its variables."""
    known: dict[str, Any] = {}
    for cell in json.loads(book)["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], "cell", "exec"), known)
    return known


def check(answer: Answer, known: Mapping[str, Any]) -> None:
    told = {row["company"]: row for row in payload(answer, lambda m: m.id)["rows"]}
    printed = {company: row for company, row in told.items() if row["ratio"] is not None}
    for way in ("in_duckdb", "in_pandas"):
        for company, row in printed.items():
            assert known[way].loc[company, "min"] == pytest.approx(row["ratio"], rel=1e-9)
            assert known[way].loc[company, "max"] == pytest.approx(row["ratio"], rel=1e-9)


@pytest.mark.parametrize("view", ["", BROADBAND])
def test_the_notebook_computes_the_ratio_again(desk: Desk, view: str) -> None:
    answer = ask(desk, view)
    check(answer, run(notebook_bytes(answer, voice(desk))))


def test_the_notebook_computes_the_ratio_again_with_exposure(made: Desk) -> None:
    answer = ask(made)
    known = run(notebook_bytes(answer, voice(made, "fr")))
    check(answer, known)
    # by hand: (60 / (500000 * 0.12)) / (342 / (800000*.08 + 900000*.15 + 300000*.12 + 450000*.19))
    assert known["in_pandas"].loc["beta", "min"] == pytest.approx(0.001 / (342 / 320_500))


def test_the_notebook_holds_the_companies_that_are_not_shown(made: Desk) -> None:
    answer = ask(made, "sector=parcels&country=FR&entity=alpha")
    known = run(notebook_bytes(answer, voice(made)))
    assert len(known["rows"]) == 5
    check(answer, known)


def test_the_notebook_gives_the_range_where_sources_disagree(tmp_path: Path) -> None:
    desk = altered(
        tmp_path,
        complaints=("y1,", "y0,alpha,parcels,FR,parcel_mediator,80,2024-01-01,2024-03-31,survey\ny1,"),
    )
    answer = ask(desk)
    known = run(notebook_bytes(answer, voice(desk)))["in_duckdb"]
    for row in payload(answer, lambda m: m.id)["rows"]:
        assert row["ratio"] is None
        assert row["low"] < known.loc[row["company"], "min"] < known.loc[row["company"], "max"] < row["high"]


@pytest.mark.parametrize("measure", ["ratio", "rate", "break_even"])
def test_the_notebook_marks_no_point_in_a_range(desk: Desk, measure: str) -> None:
    """O2 of early 2018: 2 or 3 complaints, as two sources print it; the chart draws a bar without a mark."""
    view = "sector=telecoms_mobile&country=GB&time=2018-01..2018-03"
    chart = run(notebook_bytes(ask(desk, f"{view}&measure={measure}"), voice(desk)))["chart"]
    sizes = dict(zip(chart.data[-1].y, chart.data[-1].marker.size, strict=True))
    assert sizes.pop("O2 (UK)") == 0
    assert set(sizes.values()) == {8}


def test_the_notebook_computes_the_places_of_an_index(desk: Desk) -> None:
    answer = ask(desk, AIRLINES)
    known = run(notebook_bytes(answer, voice(desk)))
    assert known["settled"]
    assert len(known["ranked"]) == len(answer.shown)


# --- words ----------------------------------------------------------------------------------------


def test_markdown_is_a_table_and_nothing_in_it_is_markup(tmp_path: Path) -> None:
    desk = altered(tmp_path, companies=("alpha,Alpha", "alpha,<b>A|pha</b>"))
    text = markdown(ask(desk), voice(desk))
    (line,) = [line for line in text.splitlines() if line.startswith("| ") and "pha" in line]
    assert line.count(" | ") == 9
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "| 92% |" in line


def test_markdown_of_a_french_answer_writes_french_numbers(desk: Desk) -> None:
    text = markdown(ask(desk, BROADBAND), voice(desk, "fr"))
    assert "1,81" in text
    assert "## Haut débit" in text or "## Internet" in text


HMRC = (
    "sector=public_services&country=GB&channel=adjudicator_hmrc&metric=share_satisfied"
    "&instrument=hmrc_online&time=2022-04..2023-03"
)


@pytest.mark.parametrize(("query", "said", "unsaid"), [
    ("sector=energy&country=GB&time=2016-07..2016-09", "Weighted complaint score |", "Complaints per"),
    (HMRC, "| more than 82% |", "100%"),
    ("sector=rail&country=FR&channel=mediateur_sncf&time=2012", "| 5,403 |", "| 63% |  |  |  |"),
])  # fmt: skip
def test_markdown_says_scores_limits_and_counts_as_their_sources_do(
    desk: Desk, query: str, said: str, unsaid: str
) -> None:
    text = markdown(ask(desk, query), voice(desk))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize("query", [
    "sector=airlines&country=US&time=2017", "sector=telecoms_mobile&country=GB&time=2018-01..2018-03",
])  # fmt: skip
def test_what_is_cited_is_what_is_counted_as_unchecked(desk: Desk, query: str) -> None:
    answer, told = ask(desk, query), voice(desk)
    n = len(behind_rows(answer))
    assert n < len(answer.sources), "other figures and users' reports are no part of the rows"
    assert f"{n} of {n} sources not checked" in citation(answer, told, date(2026, 11, 22))
    for id_, source in answer.sources.items():
        assert (told.source(source) in sources_line(answer, told)) is (id_ in behind_rows(answer))


def test_the_letter_says_when_a_day_is_an_edition_s_and_of_whom_a_figure_is(desk: Desk) -> None:
    answer = ask(desk, "sector=rail&country=FR&time=2012")
    text = as_text(letter(answer, "sncf", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "Measured: 2012" not in text
    assert "When it was measured is not in our source; can you give it?" in text
    assert "It is about: readers of UFC-Que Choisir" in text


def test_a_citation_names_what_was_not_checked(desk: Desk) -> None:
    said = citation(ask(desk, BROADBAND), voice(desk, "fr", "https://exemple.fr/gap?v=1"), date(2026, 3, 1))
    assert "Non vérifié à la source" in said
    assert said.count("1er mars 2026") == 1
    assert "https://exemple.fr/gap?v=1" in said
    english = citation(ask(desk, BROADBAND), voice(desk), date(2026, 3, 1))
    assert ask(desk, BROADBAND).data_id in english


# --- right of reply ---------------------------------------------------------------------------


def pack(desk: Desk, answer: Answer, company: str, lang: str = "en") -> dict[str, bytes]:
    data = reply_pack(
        answer, company, voice(desk, lang), sent=date(2026, 3, 2), deadline=date(2026, 3, 9),
        charts={"chart.svg": b"<svg/>"}, method="The method.",
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_a_reply_pack_holds_everything_a_company_needs(desk: Desk) -> None:
    answer = ask(desk, BROADBAND)
    files = pack(desk, answer, "plusnet")
    assert sorted(files) == [
        "1-letter.html", "1-letter.txt", "2-chart.svg", "3-figures.csv", "4-comparison.csv", "5-query.sql",
        "6-method.txt", "7-sources.csv", "8-citation.txt",
    ]  # fmt: skip
    figures = list(csv.DictReader(io.StringIO(files["3-figures.csv"].decode("utf-8-sig"))))
    assert {row["what"] for row in figures} == {"claim", "complaint rate"}
    assert {row["value"] for row in figures} == {"86", "86.0", "20.0", "20"} & {
        row["value"] for row in figures
    }
    assert all(row["source"] for row in figures)
    shown = files["5-query.sql"].decode()
    assert "date '2018-01-01' is null or" in shown
    assert "-- comparison " in shown and "sector=telecoms_broadband" in shown
    asked = answer.queries[0]
    ran = [tuple(row.values()) for row in desk.engine.run(asked.name, **asked.params)]
    assert by_hand(desk, shown) == ran and len(ran) >= 6


def by_hand(desk: Desk, shown: str) -> list[tuple[Any, ...]]:
    """The rows of a shown query, run as a reader would: on the package's tables and what is made of them."""
    connection = duckdb.connect()
    for name, table in desk.package.tables.items():
        connection.from_arrow(table).create(name)
    for name in ("metric", "channel", "claim", "complaint", "exposed", "comparison"):
        connection.sql(sql(f"build/{name}")).create(name)
    return connection.sql(shown).fetchall()


@pytest.mark.parametrize(
    ("lang", "sent", "until"), [("en", "2 March 2026", "9 March 2026"), ("fr", "2 mars 2026", "9 mars 2026")]
)
def test_the_letter_numbers_its_figures_and_leaves_room(desk: Desk, lang: str, sent: str, until: str) -> None:
    text = pack(desk, ask(desk, BROADBAND), "plusnet", lang)["1-letter.txt"].decode()
    assert sent in text
    assert until in text
    room = {"en": "Your answer", "fr": "Votre réponse"}[lang]
    assert text.count(room) == 6
    assert [f"\n{n}. " in text for n in range(1, 7)] == [True] * 6
    assert {"en": "1.81 times", "fr": "1,81 fois"}[lang] in text
    assert {"en": "not in our source", "fr": "absent de notre source"}[lang] in text


def test_the_letter_says_what_is_refused_and_why(desk: Desk) -> None:
    answer = ask(desk, AIRLINES)
    text = as_text(letter(answer, "delta_air_lines", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "We print no comparison" in text


@pytest.mark.parametrize(
    ("lang", "what", "score"),
    [("en", {"claim", "weighted complaint score"}, "Weighted complaint score published by"),
     ("fr", {"chiffre publié", "indice pondéré de plaintes"}, "Indice pondéré de plaintes publié par")],
)  # fmt: skip
def test_a_weighted_score_is_no_number_of_complaints_in_a_pack(
    desk: Desk, lang: str, what: set[str], score: str
) -> None:
    files = pack(desk, ask(desk, "sector=energy&country=GB&time=2016-07..2016-09"), "npower", lang)
    figures = list(csv.DictReader(io.StringIO(files["3-figures.csv"].decode("utf-8-sig"))))
    assert {row["what"] for row in figures} == what
    text = files["1-letter.txt"].decode()
    (line,) = [one for one in text.splitlines() if "266" in one and score in one and one[0].isdigit()]
    assert "plaintes pour" not in line and "complaints per" not in line


def test_the_letter_says_when_a_figure_was_measured_and_rounds_what_it_computed(desk: Desk) -> None:
    answer = ask(desk, "sector=telecoms_mobile&country=GB&time=2018-01..2018-03")
    text = as_text(letter(answer, "o2_uk", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "Measured: 3 January-15 February 2018." in text
    assert "3.9 to 5.7 complaints per 100,000 pay-monthly customers would be expected." in text
    assert "by published figure, place 2 of 5" in text
    pole = ask(
        desk, "sector=public_services&country=FR&time=2015&channel=company_first_level&subject=employers"
    )
    text = as_text(letter(pole, "france_travail", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "the rest is inferred by us. Is it right?" in text
    assert "4,993 complaints per 100,000 transactions handled (95% interval from the number" in text


def test_the_letter_has_what_another_found_and_the_difference(desk: Desk) -> None:
    """91% by the company, of 1,204, less the 86% of the regulator's survey: by hand +3.2 to +6.6 points."""
    answer = ask(desk, BROADBAND)
    assert answer.gap is not None
    row = next(one for one in answer.gap.rows if one.observation.company == "plusnet")
    (found,) = row.observation.claims
    own = replace(
        found, id="own", asserted_by=Asserter.COMPANY, n=1204, quantity=replace(found.quantity, value=91.0)
    )
    mine = replace(row, observation=replace(row.observation, claims=(own,)))
    told = replace(answer, gap=replace(answer.gap, rows=(mine,)), others=(found,))
    text = as_text(letter(told, "plusnet", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "The same question asked by others: 86%." in text
    assert (
        "your figure less this one: +5 points (+3.2 to +6.6). The interval covers chance in the survey"
        in text
    )
    assert "Whether the two groups of people who answered are alike is not known." in text
    other = replace(found, threshold="unstated")
    refused = replace(told, others=(other,))
    text = as_text(letter(refused, "plusnet", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "points" not in text, "the page takes none either"


def test_the_letter_says_how_surely_one_complaint_stands_for_so_many(desk: Desk) -> None:
    """F15: 14% of 100,000 customers by 20.5 and by 19.5 complaints."""
    text = as_text(letter(ask(desk, BROADBAND), "plusnet", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "For Plusnet that number is between 683 and 718 (from rounding only; " in text


def test_the_letter_prints_no_ratio_that_the_page_does_not(desk: Desk) -> None:
    """Companies that are not alike get places, no headline: not in a letter to one of them either."""
    answer = ask(desk, BROADBAND)
    assert answer.gap is not None
    wide = replace(answer, gap=replace(answer.gap, codes=(*answer.gap.codes, Code.WIDE_SPREAD)))
    text = as_text(letter(wide, "plusnet", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "these companies are not alike" in text
    assert "1.81 times" not in text.partition("The wording")[0]


def test_complaints_bear_their_own_dates_in_a_file_and_in_a_letter(desk: Desk) -> None:
    """easyJet: a figure of 2012-13, complaints of 2011-12; neither has the other's dates."""
    answer = ask(desk, "sector=airlines&country=GB&time=2012-10..2013-09")
    row, *others = rows(answer, voice(desk))
    assert all(one["claim"] is None for one in others), "drawn below it, with complaints alone"
    assert (row["period_start"], row["period_end"]) == ("2011-06-01", "2012-05-31")
    assert (row["claim_start"], row["claim_end"]) == ("2012-10-01", "2013-09-30")
    assert row["claim_period_basis"] == "assumed"
    text = as_text(letter(answer, "easyjet", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "To the UK Civil Aviation Authority, June 2011-May 2012: 1,067 complaints." in text


def test_the_letter_is_text_and_never_markup(tmp_path: Path) -> None:
    desk = altered(tmp_path, companies=("alpha,Alpha", "alpha,<script>alert(1)</script>"))
    page = as_html(letter(ask(desk), "alpha", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_letter_that_cannot_be_written(made: Desk) -> None:
    with pytest.raises(NotInAnswer):
        letter(ask(made), "omega", voice(made), date(2026, 3, 2), date(2026, 3, 9))
    with pytest.raises(ValueError, match="deadline"):
        letter(ask(made), "alpha", voice(made), date(2026, 3, 2), date(2026, 3, 1))


def test_the_query_is_given_with_its_values(made: Desk) -> None:
    text = queries(ask(made))
    assert "date '2024-03-31'" in text and "$" not in text
    assert "select" in text


ARCEP = "sector=telecoms_all&country=FR&time=2018"


def test_the_letter_says_what_will_be_printed_when_the_figures_are_of_and_who_the_others_are(
    desk: Desk,
) -> None:
    answer, told = ask(desk, BROADBAND), voice(desk)
    title = Order(answer, told, focus="plusnet").headline
    text = as_text(letter(answer, "plusnet", told, date(2026, 3, 2), date(2026, 3, 9), title))
    assert (
        "The wording that we intend to print: 'Broadband, United Kingdom, 1st quarter of 2018 "
        "(satisfaction: 3 January-15 February 2018). Plusnet" in text
    )
    assert "The others that we compare with: BT, EE, Sky, TalkTalk, and Virgin Media." in text
    assert f"Title of the attached chart: '{title}'" in text
    assert "who paid?" not in text, "Plusnet did not ask: the survey is Ofcom's"
    assert "would turn to Ofcom (broadband) more" in text


def test_a_company_alone_is_not_asked_about_the_others_and_its_own_survey_is_asked_about(desk: Desk) -> None:
    answer = ask(desk, "sector=airlines&country=GB&time=2011-06..2012-05")
    text = as_text(letter(answer, "easyjet", voice(desk), date(2026, 3, 2), date(2026, 3, 9)))
    assert "The others" not in text and "those of the others" not in text
    assert "who paid?" in text
    assert "(satisfaction: October 2011-September 2012, assumed)" in text


def test_a_citation_of_one_company_says_where_and_when(desk: Desk) -> None:
    said = citation(ask(desk, BROADBAND), voice(desk), date(2026, 3, 2), focus="plusnet")
    assert said.startswith(
        "Barometer. Broadband, United Kingdom, 1st quarter of 2018 "
        "(satisfaction: 3 January-15 February 2018). Plusnet: 86%"
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_caveat_goes_with_the_figures_into_every_text_and_table(desk: Desk, lang: str) -> None:
    answer, told = ask(desk, BROADBAND), voice(desk, lang=lang)
    start = (
        "This does not show that a figure is false"
        if lang == "en"
        else "Cela ne prouve pas qu’un chiffre est faux"
    )
    assert start in markdown(answer, told)
    assert start in json.loads(notebook_bytes(answer, told))["cells"][0]["source"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(answer, told)))
    assert any(
        start in str(cell)
        for line in book.get_sheet_by_name(book.sheet_names[-1]).to_python()
        for cell in line
    )
    for row in csv.DictReader(io.StringIO(csv_bytes(answer, told).decode("utf-8-sig"))):
        own = answer.sentences[row["company"]].caveat
        assert own is not None and row["caveat"] == told.say(own)


def test_a_tie_is_written_as_its_places_and_alerts_are_reports(desk: Desk) -> None:
    answer = ask(desk, f"{ARCEP}&measure=rank")
    for lang, noun, tied in (("en", "report", "1–2"), ("fr", "signalement", "1–2")):
        told = voice(desk, lang=lang)
        text = markdown(answer, told)
        assert tied in text and "1.5" not in text and "1,5" not in text
        figure = Order(answer, told).figure(Order(answer, told).look)
        drawn = json.dumps(figure.to_plotly_json(), default=str, ensure_ascii=False)
        assert noun in figure.layout.meta["alt"]
        assert "place 1.5" not in drawn and "place 1,5" not in drawn
        title = Order(ask(desk, ARCEP), told).headline
        assert noun in title and "complaint" not in title and "plainte" not in title


def test_what_sets_a_company_of_the_title_apart_stands_in_the_picture(desk: Desk) -> None:
    """Alaska's mark is of two airlines, its complaints of one: who reads the title must know."""
    for lang, said in (("en", "Alaska Airlines: Includes Virgin America"), ("fr", "Comprend Virgin America")):
        order = Order(ask(desk, AIRLINES), voice(desk, lang=lang))
        drawn = " ".join(str(one.text) for one in order.figure(order.look).layout.annotations)
        assert "Alaska" in order.headline
        assert said in drawn.replace("\N{NO-BREAK SPACE}", " ").replace("<br>", " ")
    order = Order(ask(desk, BROADBAND), voice(desk))
    drawn = " ".join(str(one.text) for one in order.figure(order.look).layout.annotations)
    assert drawn.count("own table was not read") == 1, "a note of every row stands once, without names"


def test_a_citation_carries_its_caveat_and_an_alternative_text_its_place_and_time(desk: Desk) -> None:
    answer, told = ask(desk, BROADBAND), voice(desk)
    said = citation(answer, told, date(2026, 3, 2), focus="plusnet")
    assert "Range from rounding alone: 1.62-2.03" in said and "This does not show the figure is false" in said
    assert "This does not show that a figure is false" in citation(answer, told, date(2026, 3, 2))
    alt = Order(answer, told).figure(Order(answer, told).look).layout.meta["alt"]
    assert "Broadband, United Kingdom, 1st quarter of 2018" in alt and "survey published by Ofcom" in alt
    assert alt.endswith("nothing shows here.")


def test_markdown_gives_the_places_where_there_is_no_ratio_and_says_whose_figures_they_are(
    desk: Desk,
) -> None:
    text = markdown(ask(desk, AIRLINES), voice(desk))
    assert "| Place by published figure | Place by complaints |" in text
    assert "figures from ACSI, April 2017-March 2018" in text and "not a share" not in text
    wide = markdown(ask(desk, "sector=telecoms_mobile&country=GB&time=2020-01..2020-03"), voice(desk))
    assert "1.15" not in wide, "the page and the letter print no ratio here"
    assert "| EE | 93% |  | fewer than 3 |" in wide or "| EE | 93% |  | less than 3 |" in wide
    ranged = markdown(ask(desk, "sector=telecoms_mobile&country=GB&time=2018-01..2018-03"), voice(desk))
    assert "5.06–8.06" in ranged, "what is expected, as the chart and the letter have it"


def test_a_text_explains_what_its_table_has_and_says_about_and_fewer(desk: Desk) -> None:
    places = markdown(ask(desk, "sector=telecoms_mobile&country=GB&time=2020-01..2020-03"), voice(desk))
    assert "fewer than 3" in places and "less than" not in places
    assert "Expected:" not in places and "may be more than ten times the smallest" in places
    about = markdown(ask(desk, "sector=rail&country=BE&time=2016-01..2016-12"), voice(desk))
    assert "| about 3,627 |" in about
    even = markdown(ask(desk, f"{BROADBAND}&measure=break_even"), voice(desk))
    assert "| 3,400 (3,091–3,778) |" in even, "people are whole"
