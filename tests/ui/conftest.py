"""Every page test starts at app.py, as a reader does, and switches page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"

Open = Callable[..., AppTest]


@pytest.fixture
def opened() -> Open:
    """Opens a page of the app with a query string, as a link would."""

    def go(page: str = "gap", query: str = "", lang: str = "en") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.run()
        for name, value in parse_qsl(query, keep_blank_values=True):
            app.query_params[name] = value
        if lang:
            app.query_params["lang"] = lang
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, app.exception[0].message
        return app

    return go


def words(app: AppTest) -> str:
    """All that a page says in markdown, without the escapes."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
