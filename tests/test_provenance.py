"""Every row has its source, every disagreement both its values, every row left out its reason."""

from __future__ import annotations

from barometer.desk import default_desk
from barometer.desk.provenance import TABLES, cited, disagreements, left_out


def test_the_rows_of_all_sources_are_the_rows_of_the_tables() -> None:
    desk = default_desk()
    found = cited(desk)
    for table in TABLES:
        assert sum(one.rows[table] for one in found) == desk.package.tables[table].num_rows
    assert all(one.total for one in found)


def test_what_sources_state_differently_is_shown_with_both_values() -> None:
    found = {(one.about.en, one.what): one for one in disagreements(default_desk())}
    mobile = found["O2 (UK)", "ofcom_mobile"]
    assert {quantity.value for quantity, _, _ in mobile.stated} == {2, 3}
    region = found["Île-de-France", "share_of_national_complaints"]
    assert {quantity.value for quantity, _, _ in region.stated} == {32, 36}
    assert len({source for _, _, source in region.stated}) == 2


def test_every_row_left_out_has_a_reason_in_both_languages() -> None:
    found = left_out(default_desk())
    assert len(found) == 122
    assert all(one.reason.en and one.reason.fr and one.origin for one in found)
