"""Colours a reader can see: contrast, colour-blindness, greyscale."""

from __future__ import annotations

import itertools

import pytest

from barometer.figures.template import PALETTES, Palette, Theme, sizes, template

RGB = tuple[float, float, float]
# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB
BLIND = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> RGB:
    def one(part: str) -> float:
        c = int(part, 16) / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    return one(colour[1:3]), one(colour[3:5]), one(colour[5:7])


def luminance(rgb: RGB) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(linear(a)), luminance(linear(b))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: RGB) -> RGB:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(a: RGB, b: RGB) -> float:
    return sum((p - q) ** 2 for p, q in zip(lab(a), lab(b), strict=True)) ** 0.5


def seen(rgb: RGB, kind: str) -> RGB:
    r, g, b = (sum(w * c for w, c in zip(row, rgb, strict=True)) for row in BLIND[kind])
    return r, g, b


THEMES = pytest.mark.parametrize("palette", PALETTES.values(), ids=[theme.value for theme in PALETTES])


def test_every_theme_has_a_palette() -> None:
    assert set(PALETTES) == set(Theme)


@THEMES
def test_text_is_readable(palette: Palette) -> None:
    for text, behind in itertools.product((palette.ink, palette.muted), (palette.paper, palette.band)):
        assert contrast(text, behind) >= 4.5


@THEMES
def test_marks_stand_out(palette: Palette) -> None:
    for mark in (palette.more, palette.fewer, palette.even, palette.refused, palette.ink):
        for behind in (palette.paper, palette.band):
            assert contrast(mark, behind) >= 3


@THEMES
@pytest.mark.parametrize("kind", sorted(BLIND))
def test_the_two_sides_differ_for_colour_blind_readers(palette: Palette, kind: str) -> None:
    more, fewer = (seen(linear(c), kind) for c in (palette.more, palette.fewer))
    assert distance(more, fewer) >= 25


@THEMES
def test_the_two_sides_differ_in_greyscale(palette: Palette) -> None:
    assert contrast(palette.more, palette.fewer) >= 1.6


@pytest.mark.parametrize("theme", list(Theme))
def test_the_template_draws_on_its_paper(theme: Theme) -> None:
    assert template(theme).layout.paper_bgcolor == PALETTES[theme].paper


@pytest.mark.parametrize("width", [320, 390, 599, 600, 700, 899, 900, 1440])
def test_no_type_is_smaller_than_ten_and_a_half_pixels(width: int) -> None:
    kinds = sizes(width)
    assert min(kinds.title, kinds.deck, kinds.head, kinds.row, kinds.small, kinds.note) >= 10.5
