"""Images: the sizes asked for, live text and named parts in the SVG, a sentence where no browser is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from PIL import Image

from barometer.export import chrome
from barometer.export.image import SIZES, Form, ImageError, image
from barometer.figures.look import Look
from barometer.figures.paired_dots import paired_dots
from barometer.figures.template import PALETTES, Theme
from barometer.messages import say
from tests.figures.gaps import META, STRATUM, broadband, look, observation

SVG = "{http://www.w3.org/2000/svg}"


def draw(one: Look) -> go.Figure:
    return paired_dots(broadband(observation("evil", "<b>A & B</b>", 0.8, 9.0)), STRATUM, META, one)


@pytest.fixture(scope="module")
def browser() -> Iterator[None]:
    if chrome.find_chrome() is None:
        pytest.skip("no Chrome or Chromium on this machine: images can't be drawn")
    yield
    chrome.stop()


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(
    ("size", "pixels"),
    [("85mm", 1004), ("120mm", 1417), ("174mm", 2055), ("640px", 640), ("1080x1350px", 1080)],
)
def test_a_png_is_as_wide_as_asked(size: str, pixels: int) -> None:
    with Image.open(io.BytesIO(image(draw, look("fr"), SIZES[size], Form.PNG))) as picture:
        assert abs(picture.width - pixels) <= 1
        if size == "1080x1350px":
            assert picture.size == (1080, 1350)
        if SIZES[size].mm:
            dots = picture.info["dpi"][0]
            assert picture.width / dots * 25.4 == pytest.approx(SIZES[size].mm, abs=0.2)


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_a_png_carries_what_it_shows() -> None:
    texts = {"Source": "http://example.org/gap?v=1", "Data": "company,ratio\nSociété,1.5\n"}
    for size in ("640px", "85mm"):
        with Image.open(io.BytesIO(image(draw, look("fr"), SIZES[size], Form.PNG, texts))) as picture:
            picture.load()
            assert {name: picture.text[name] for name in texts} == texts
            assert picture.text["Title"] in picture.text["Description"]


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_an_svg_has_live_text_named_parts_and_its_finding() -> None:
    root = ElementTree.fromstring(image(draw, look("fr"), SIZES["85mm"], Form.SVG))
    assert root.get("width") == "85mm"
    ids = [element.get("id", "") for element in root.iter()]
    named = [one for one in ids if one]
    assert len(named) == len(set(named))
    assert {"title", "chart", "texts", "observed", "expected", "claims", "name-plusnet"} <= set(named)
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Plusnet" in words
    assert "<b>A & B</b>" in words
    title, alt = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and alt is not None
    assert title.text == draw(look("fr")).layout.meta["title"]
    assert alt.text == draw(look("fr")).layout.meta["alt"]
    ink = PALETTES[Theme.PRINT].paper
    assert ink == "#ffffff"


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_what_is_drawn_does_not_leave_the_paper() -> None:
    """Rendered by the real browser, nothing but paper stands on the picture's edge."""
    with Image.open(io.BytesIO(image(draw, look("en", Theme.DARK), SIZES["640px"], Form.PNG))) as picture:
        shown = picture.convert("RGB")
        paper = tuple(int(PALETTES[Theme.DARK].paper[i : i + 2], 16) for i in (1, 3, 5))
        wide, high = shown.size
        edge = [shown.getpixel((x, y)) for x in range(wide) for y in (0, 1, high - 2, high - 1)]
        edge += [shown.getpixel((x, y)) for y in range(high) for x in (0, 1, wide - 2, wide - 1)]
        assert set(edge) == {paper}


@pytest.mark.usefixtures("browser")
def test_a_picture_that_many_ask_for_is_drawn_once() -> None:
    chrome.stop()
    first = image(draw, look("en"), SIZES["640px"], Form.PNG)
    kept = list(chrome._drawn)
    assert image(draw, look("en"), SIZES["640px"], Form.PNG) == first and list(chrome._drawn) == kept
    assert image(draw, look("fr"), SIZES["640px"], Form.PNG) != first and len(chrome._drawn) == 2
    chrome.stop()
    assert not chrome._drawn


def test_without_a_browser_the_error_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chrome.stop()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "")
    monkeypatch.setenv("BAROMETER_CHROME", str(tmp_path / "none"))
    monkeypatch.setattr(chrome, "_PLACES", ())
    with pytest.raises(ImageError) as problem:
        image(draw, look("fr"), SIZES["640px"], Form.PNG)
    assert "Chromium" in say(problem.value.message, "fr")
    assert "Chromium" in say(problem.value.message, "en")


def test_too_many_rows_for_a_fixed_height_are_refused() -> None:
    def many(one: Look) -> go.Figure:
        extra = [observation(f"x{i}", f"Company {i}", 0.8, 5.0 + i) for i in range(60)]
        return paired_dots(broadband(*extra), STRATUM, META, one)

    with pytest.raises(ImageError) as problem:
        image(many, look("en"), SIZES["1080x1350px"], Form.PNG)
    assert "1,080 by 1,350" in say(problem.value.message, "en")
