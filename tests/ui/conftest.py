"""Every page test starts at app.py, as a reader does, and switches page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from barometer.messages import LANGUAGES, say
from barometer.ui.table import FOLD

APP = Path(__file__).parents[2] / "app.py"

Open = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the pages keep goes to a folder that is thrown away."""
    before = os.environ.get("BAROMETER_HOME")
    os.environ["BAROMETER_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    if before is None:
        del os.environ["BAROMETER_HOME"]
    else:
        os.environ["BAROMETER_HOME"] = before


@pytest.fixture
def opened() -> Open:
    """Opens a page of the app with a query string, as a link would."""

    def go(page: str = "gap", query: str = "", lang: str = "en") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.session_state[FOLD] = True  # its table is read
        app.run()
        given: dict[str, list[str]] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            given.setdefault(name, []).append(value)
        if lang:
            given["lang"] = [lang]
        app.query_params.update(given)
        app.switch_page(f"pages/{page}.py").run()
        sound(app)
        return app

    return go


def sound(app: AppTest) -> None:
    """Fails if the page could not be drawn; the log of the test has the traceback."""
    assert not app.exception, app.exception[0].message
    failed = {say("ui.failed", lang) for lang in LANGUAGES}
    assert not failed & {str(one.value).replace("\\", "") for one in app.error}


def words(app: AppTest) -> str:
    """All that a page says in markdown, without the escapes."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
