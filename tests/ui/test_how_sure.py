"""'How sure?' on made data of twelve companies: the forest, and the funnel that ten companies allow."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from barometer.messages import LANGUAGES, say
from tests.test_full_measure import written
from tests.ui.conftest import words


def page(folder: str, lang: str) -> None:
    """The fold by itself, on the figures of a folder."""
    from pathlib import Path

    from barometer.desk import open_desk
    from barometer.ui import charts
    from barometer.ui.frame import Frame
    from barometer.view import View

    desk = open_desk(Path(folder))
    view = View(sector="made_sector", country="FR", focus="made_00")
    charts.how_sure(Frame("gap", desk, view, (), lang, 1000), desk.answer(view))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ten_companies_have_their_funnel(tmp_path: Path, lang: str) -> None:
    app = AppTest.from_function(page, kwargs={"folder": str(written(tmp_path)), "lang": lang})
    app.session_state["how_sure"] = True
    app.run(timeout=60)
    assert not app.exception
    charts = {one.proto.id.rpartition("-")[2]: one.proto for one in app.get("plotly_chart")}
    assert set(charts) == {"forest", "funnel", "ranks"}
    assert say("figures.title.funnel", lang) in charts["funnel"].alt
    assert "Made 00" in charts["funnel"].alt
    assert say("code.no_funnel_under_10", lang) not in words(app)
