"""Lines break where they fit, and no name is read as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barometer.figures.typeset import balanced, block, filled, kept_whole, parts_in_lines, plain, width, wrap


def test_widths_are_those_of_the_family() -> None:
    # Helvetica's advance widths: P 667, l 222, u 556, s 500, n 556, e 556, t 278
    assert width("Plusnet", 10) == pytest.approx((667 + 222 + 556 + 500 + 556 + 556 + 278) / 100)
    assert width("é", 10) == width("e", 10)
    assert width("W", 10, bold=True) == pytest.approx(9.44)
    assert width("銀行", 10) == 20


@given(
    st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["C"]), max_size=120),
    st.integers(60, 400),
)
def test_wrapped_lines_fit_and_keep_every_word(text: str, room: int) -> None:
    lines = wrap(text, 12, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 12) <= room or len(line) == 1 for line in lines)


def test_a_long_name_is_cut_with_a_sign_that_it_is() -> None:
    lines = wrap("South Western franchise (South West Trains, then South Western Railway)", 14, 110, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width(line, 14) <= 110 for line in lines)


def test_balanced_lines_are_no_more_than_needed() -> None:
    text = "Same score, different complaints and a few more words to fill the line"
    assert len(balanced(text, 20, 400)) == len(wrap(text, 20, 400))


def test_small_print_uses_the_width_there_is() -> None:
    text = " ".join(["satisfaits et plaintes à l’Ofcom pour 100 000 clients"] * 4)
    first, *rest = filled(text, 12, 700)
    assert width(first, 12) > 0.8 * 700
    assert len((first, *rest)) == len(wrap(text, 12, 700))
    assert filled("Une ligne.", 12, 700) == ("Une ligne.",)


def test_small_print_does_not_end_on_a_lone_word() -> None:
    text = "Un trait ne relie que des périodes voisines d’une même définition ici"
    room = width(text, 12) - 2
    assert wrap(text, 12, room)[-1] == "ici"
    assert len(filled(text, 12, room)[-1].split()) > 1


def test_a_part_of_a_title_stays_whole_where_it_fits() -> None:
    parts = (
        "Same score, different complaints:",
        "Sky and Virgin Media, 83%: 5 and 12;",
        "EE and BT, 79%: 13 and 23",
    )
    assert parts_in_lines(parts, 20, 400) == parts
    assert parts_in_lines(parts, 20, 5000) == (" ".join(parts),)


def test_a_title_breaks_no_name_that_fits_its_line() -> None:
    name = kept_whole("Virgin Media", 18, 334)
    assert any(name in line for line in parts_in_lines((f"TalkTalk and {name}, 78%: 14 and 18",), 18, 200))
    assert kept_whole("Shell Energy Broadband", 18, 200) == "Shell Energy Broadband"  # it may break


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("<b>Bold</b> & Sons", "&lt;b&gt;Bold&lt;/b&gt; &amp; Sons"),
        ('<a href="x">y</a>', '&lt;a href="x"&gt;y&lt;/a&gt;'),
        ("%{x} %{customdata}", "%&#123;x} %&#123;customdata}"),
        ("$x^2$", "&#36;x^2&#36;"),
        ("A\u202eB\x00C\nD", "ABC D"),
        ("l'Ofcom", "l’Ofcom"),
    ],
)
def test_names_are_printed_not_read(name: str, printed: str) -> None:
    assert plain(name) == printed


def test_only_our_own_line_breaks_are_breaks() -> None:
    assert block(("a<br>b", "c")) == "a&lt;br&gt;b<br>c"


def test_a_part_that_must_break_leaves_no_lone_last_word() -> None:
    parts = ("Même note, pas les mêmes plaintes :", "TalkTalk et Virgin Media, 78 % : 14 et 18")
    for room in range(150, 400, 7):
        last = parts_in_lines(parts, 18, room)[-1]
        assert width(last, 18, bold=True) > 0.35 * min(room, width(parts[1], 18, bold=True))
