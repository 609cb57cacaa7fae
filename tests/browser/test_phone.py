"""On a phone nothing covers anything, and what a comparison can say is not cut off."""

from __future__ import annotations

from tests.browser.conftest import PHONE, Reader


def test_a_table_s_tools_cover_nothing_and_what_a_comparison_says_stands_first(reader: Reader) -> None:
    page = reader("/gap?lang=fr", size=PHONE)
    page.locator(".st-key-figures summary").click()
    shown = page.locator(".stDataFrame [data-testid=stElementToolbar]").first
    shown.wait_for(state="attached")
    tools = shown.bounding_box()
    fold = page.locator(".st-key-figures summary").bounding_box()
    assert tools is not None and fold is not None
    assert fold["y"] + fold["height"] <= tools["y"]
    page.get_by_role("button", name="Changer de comparaison").click()
    chosen = page.get_by_label("Comparaison (", exact=False)
    assert str(chosen.input_value()).startswith("calculé\N{NO-BREAK SPACE}: 1er trimestre 2022")
