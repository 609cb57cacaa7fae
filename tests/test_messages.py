"""The two catalogues say the same things, everything they say is used, and both are well written."""

from __future__ import annotations

import ast
import csv
import re
import string
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from barometer.messages import (
    LANGUAGES,
    catalogue,
    french_spaces,
    number,
    percent,
    period,
    say,
    signed,
    term,
    times,
)
from barometer.model import Message, Period

ROOT = Path(__file__).parents[1]
SPECS = {
    "",
    "pct",
    "pct0",
    "pct1",
    "num",
    "num0",
    "num1",
    "num2",
    "num3",
    "signed",
    "signed1",
    "int",
    "date",
    "period",
    "term",
    "times",
    "list",
    "say",
    "by",
    "source",
}


def fields(template: str) -> dict[str, str]:
    """The parameters of a template and how each is written."""
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def filled(template: str) -> str:
    """A template with a word in place of each parameter."""
    return "".join(
        text + ("x" if name is not None else "") for text, name, _, _ in string.Formatter().parse(template)
    )


class Uses(ast.NodeVisitor):
    """The message ids that a module names: whole, or with a part that is only known when it runs."""

    def __init__(self) -> None:
        self.said: list[tuple[int, str, set[str] | None]] = []
        self.words: set[str] = set()
        self.patterns: set[str] = set()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0] if node.args else None
        if name in {"Message", "say"} and isinstance(first, ast.Constant) and isinstance(first.value, str):
            self.said.append((node.lineno, first.value, given(node, name)))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.words.add(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [str(v.value) if isinstance(v, ast.Constant) else None for v in node.values]
        if parts and parts[0] and "." in parts[0]:
            self.patterns.add("".join(r"[\w.:-]+" if p is None else re.escape(p) for p in parts))
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        left = node.left
        text = left.value if isinstance(left, ast.Constant) else None
        if isinstance(node.op, ast.Add) and isinstance(text, str) and text.endswith("."):
            self.patterns.add(re.escape(text) + r"[\w.:-]+")
        self.generic_visit(node)


def given(node: ast.Call, name: str) -> set[str] | None:
    """The parameters that a call hands over, where they can be read off; None where they can't."""
    if name == "say":
        return None if any(k.arg is None for k in node.keywords) else {str(k.arg) for k in node.keywords}
    values = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "params")]
    if not values:
        return set()
    if isinstance(values[0], ast.Dict) and all(isinstance(k, ast.Constant) for k in values[0].keys):
        return {str(k.value) for k in values[0].keys if isinstance(k, ast.Constant)}
    return None


@cache
def uses() -> dict[str, Uses]:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "pages").glob("*.py"), *ROOT.glob("app.py")]
    found = {}
    for path in files:
        found[str(path.relative_to(ROOT))] = visitor = Uses()
        visitor.visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


def test_both_catalogues_hold_the_same_ids() -> None:
    fr, en = (set(catalogue(lang)) for lang in LANGUAGES)
    assert (fr - en, en - fr) == (set(), set())
    assert len(en) > 20


def test_both_catalogues_take_the_same_parameters() -> None:
    fr, en = (catalogue(lang) for lang in LANGUAGES)
    assert {id_ for id_ in en if set(fields(fr[id_])) != set(fields(en[id_]))} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_parameter_is_written_in_a_way_we_know(lang: str) -> None:
    odd = {
        f"{id_}: {name}:{spec}"
        for id_, template in catalogue(lang).items()
        for name, spec in fields(template).items()
        if (spec not in SPECS and not re.fullmatch(r"plural \S+\|\S+", spec)) or not name.isidentifier()
    }
    assert odd == set()


def test_every_id_in_the_code_is_in_the_catalogues() -> None:
    known = catalogue("en")
    missing = [
        f"{path}:{line} {id_}"
        for path, use in uses().items()
        for line, id_, _ in use.said
        if id_ not in known
    ]
    assert not missing, "\n".join(missing)


def test_every_message_is_given_its_parameters() -> None:
    known = catalogue("en")
    lacking = [
        f"{path}:{line} {id_} lacks {sorted(set(fields(known[id_])) - got)}"
        for path, use in uses().items()
        for line, id_, got in use.said
        if id_ in known and got is not None and set(fields(known[id_])) - got
    ]
    assert not lacking, "\n".join(lacking)


def test_every_message_is_used() -> None:
    words = set().union(*(use.words for use in uses().values()))
    patterns = [re.compile(p) for use in uses().values() for p in use.patterns]
    unused = {
        id_
        for id_ in catalogue("en")
        if id_ not in words and not id_.startswith("term.") and not any(p.fullmatch(id_) for p in patterns)
    }
    assert not unused, "\n".join(sorted(unused))


def test_french_has_no_breaking_space_where_a_line_may_not_break() -> None:
    broken = {
        id_
        for id_, template in catalogue("fr").items()
        if re.search(r"\S [:;?!%»](?:\W|$)|« ", french_spaces(filled(template)))
    }
    assert broken == set()


# "Which?" is the name of a British magazine and is written so in every language.
NAMES_WITH_MARKS = r"\bWhich\?"


def test_french_punctuation_is_set_off() -> None:
    stuck = {
        id_
        for id_, template in catalogue("fr").items()
        if re.search(
            r"[^\W\d_](?:[;?!]|:(?=\s))", re.sub(rf"https?://\S+|{NAMES_WITH_MARKS}", "", filled(template))
        )
    }
    assert stuck == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_are_one_line_and_not_empty(lang: str) -> None:
    odd = {id_ for id_, t in catalogue(lang).items() if not t.strip() or t != t.strip() or "  " in t}
    assert odd == set()


Q1 = Period(date(2018, 1, 1), date(2018, 3, 31))


@pytest.mark.parametrize(
    ("start", "end", "en", "fr"),
    [
        ("2018-01-01", "2018-12-31", "2018", "2018"),
        ("2018-01-01", "2018-03-31", "1st quarter of 2018", "1er trimestre 2018"),
        ("2016-07-01", "2016-09-30", "3rd quarter of 2016", "3e trimestre 2016"),
        ("2020-02-01", "2020-02-29", "February 2020", "février 2020"),
        ("2018-02-01", "2018-04-30", "February-April 2018", "février-avril 2018"),
        ("2017-07-01", "2018-06-30", "July 2017-June 2018", "juillet 2017-juin 2018"),
        ("2015-02-16", "2015-02-24", "16-24 February 2015", "16-24 février 2015"),
        ("2015-02-01", "2015-02-01", "1 February 2015", "1er février 2015"),
        ("2015-02-01", "2015-02-16", "1-16 February 2015", "1er-16 février 2015"),
        ("2016-12-31", "2017-01-01", "31 December 2016-1 January 2017", "31 décembre 2016-1er janvier 2017"),
        ("2015-02-16", "2015-02-16", "16 February 2015", "16 février 2015"),
        ("2018-01-10", "2018-02-15", "10 January-15 February 2018", "10 janvier-15 février 2018"),
        ("2017-12-30", "2018-01-02", "30 December 2017-2 January 2018", "30 décembre 2017-2 janvier 2018"),
    ],
)
def test_periods_as_people_say_them(start: str, end: str, en: str, fr: str) -> None:
    value = Period(date.fromisoformat(start), date.fromisoformat(end))
    assert (period(value, "en"), period(value, "fr")) == (en, fr)


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (1234.5, "1,234.5", "1\u202f234,5"),
        (0.31, "0.31", "0,31"),
        (100_000, "100,000", "100\u202f000"),
        (-2.5, "-2.5", "-2,5"),
        (1.81456, "1.8146", "1,8146"),
    ],
)
def test_numbers(value: float, en: str, fr: str) -> None:
    assert (number(value, "en"), number(value, "fr")) == (en, fr)


def test_numbers_with_given_decimals() -> None:
    assert number(11.0, "en", 1) == "11.0"
    assert number(11.04, "fr", 1) == "11,0"
    assert number(1234.6, "fr", 0) == "1\u202f235"


def test_percents_keep_the_decimals_they_have() -> None:
    assert (percent(0.86, "en"), percent(0.86, "fr")) == ("86%", "86\u00a0%")
    assert (percent(0.855, "en"), percent(0.855, "fr")) == ("85.5%", "85,5\u00a0%")
    assert percent(0.86, "en", 1) == "86.0%"
    # 0.29 * 100 is 28.999999999999996 in floating point
    assert percent(0.29, "en") == "29%"


def test_times() -> None:
    assert (times(1.81, "en"), times(1.81, "fr")) == ("1.8\u00a0times", "1,8\u00a0fois")
    assert (times(0.314, "en"), times(0.314, "fr")) == ("0.31\u00a0times", "0,31\u00a0fois")
    assert times(23.4, "en") == "23\u00a0times"


def test_french_spaces() -> None:
    assert french_spaces("Qui ? « Elle » : 86 % ; bien !") == (
        "Qui\u202f? «\u00a0Elle\u00a0»\u00a0: 86\u00a0%\u202f; bien\u202f!"
    )
    assert french_spaces("à 10:30, https://exemple.fr/a?b") == "à 10:30, https://exemple.fr/a?b"


def test_an_unnamed_id_is_readable_and_an_unknown_message_is_an_error() -> None:
    assert term("no_such_id", "fr") == "no such id"
    with pytest.raises(KeyError):
        say(Message("no.such.message"), "en")


def test_a_relay_that_is_described_is_said_in_the_language_and_a_title_stays() -> None:
    told = Message("figures.source.relay", {"publisher": "TARP", "relay": "a French customer-relations site"})
    assert say(told, "fr") == "TARP, lu dans un site français sur la relation client"
    assert say(told, "en") == "TARP, as read in a French customer-relations site"
    kept = Message("figures.source.relay", {"publisher": "Ofcom", "relay": "Synergy Mobile"})
    assert say(kept, "fr") == "Ofcom, lu dans Synergy Mobile"


def test_no_source_of_the_figures_is_described_in_english_alone() -> None:
    """A lower-case English article or 'in' marks a description; each has its French."""
    rows = csv.DictReader((ROOT / "data" / "sources.csv").open(encoding="utf-8"))
    described = re.compile(r"^(?:a|an|the) |, in |\((?:press|trade|freedom)|\bcop(?:y|ied)\b")
    names = {name for row in rows for name in (row["publisher"], row["relay"]) if described.search(name)}
    assert len(names) > 20
    assert [name for name in sorted(names) if f"term.source.{name}" not in catalogue("fr")] == []


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (0.31, "0.31"), (0.996, "1.00"), (1.0, "1.0"), (1.03, "1.03"), (1.06, "1.1"), (1.81, "1.8"),
     (9.97, "10"), (12.4, "12")],
)  # fmt: skip
def test_a_ratio_just_above_one_is_not_read_as_one(value: float, said: str) -> None:
    assert times(value, "en") == f"{said}\N{NO-BREAK SPACE}times"


def test_no_line_breaks_inside_a_french_number() -> None:
    split = [key for key, text in catalogue("fr").items() if re.search(r"\d \d{3}(?!\d)", text)]
    assert split == []


@pytest.mark.parametrize(("points", "lang", "digits", "said"), [
    (11.1, "en", 1, "+11.1"), (-3.0, "en", 0, "\N{MINUS SIGN}3"), (6.5, "fr", None, "+6,5"),
    (0.04, "en", 1, "0.0"), (-0.04, "fr", 1, "0,0"), (24.000000000000004, "en", None, "+24"),
])  # fmt: skip
def test_a_difference_has_its_sign_and_its_decimals(
    points: float, lang: str, digits: int | None, said: str
) -> None:
    assert signed(points, lang, digits) == said
