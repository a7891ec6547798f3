"""Contrast of every pair of colours that meet, against a table of what was measured."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[1] / "styles"

Palette = dict[str, str]

WORDS = (
    *(("ink", "paper"), ("ink", "surface"), ("ink", "sunken")),
    *(("ink-2", "paper"), ("ink-2", "surface"), ("ink-2", "sunken")),
    *(("ink-3", "paper"), ("ink-3", "surface")),
    *(("cham", "paper"), ("cham", "surface"), ("cham", "cham-soft")),
    *(("cham-strong", "paper"), ("cham-strong", "cham-soft")),
    *(("on-cham", "cham"), ("on-cham", "cham-strong")),
    *(("on-bar", "bar"), ("on-bar-2", "bar"), ("on-bar", "bar-line")),
    *(("intime", "paper"), ("intime", "surface"), ("intime", "intime-soft")),
    *(("due", "paper"), ("due", "surface"), ("due", "due-soft")),
    *(("late", "paper"), ("late", "surface"), ("late", "late-soft")),
    *(("missing", "paper"), ("missing", "surface"), ("missing", "missing-soft")),
    *(("pencil", "paper"), ("pencil", "surface"), ("pencil", "pencil-soft")),
    *(("ink", "missing-soft"), ("ink-2", "missing-soft"), ("ink-2", "pencil-soft")),
)
"""Words and their grounds: 4.5 to 1."""

SHAPES = (
    *(("control", "paper"), ("control", "surface")),
    *(("son", "paper"), ("son", "surface")),
    *(("intime-fill", "paper"), ("intime-fill", "surface")),
    *(("due-fill", "paper"), ("due-fill", "surface")),
    *(("late-fill", "paper"), ("late-fill", "surface")),
    *(("missing-fill", "paper"), ("missing-fill", "surface")),
    *(("pencil-fill", "paper"), ("pencil-fill", "surface")),
)
"""Shapes, edges of inputs: 3 to 1."""

PROMISED = {
    "light": {
        "ink": 16.2,
        "ink-2": 8.2,
        "ink-3": 5.5,
        "control": 3.8,
        "cham": 9.9,
        "son": 5.2,
        "intime": 6.2,
        "due": 7.2,
        "late": 6.4,
        "missing": 7.5,
        "pencil": 5.9,
    },
    "dark": {
        "ink": 15.4,
        "ink-2": 10.6,
        "ink-3": 7.2,
        "control": 4.6,
        "cham": 9.6,
        "son": 7.2,
        "intime": 9.2,
        "due": 9.6,
        "late": 10.3,
        "missing": 9.2,
        "pencil": 8.2,
    },
}
"""Ratios on the page's ground, as measured when the colours were chosen."""


def _palette(theme: str) -> Palette:
    css = (STYLES / f"{theme}.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--dc-([\w-]+): (#[0-9a-f]{6});", css))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the ratio of WCAG between two colours."""
    lower, upper = sorted((_luminance(one), _luminance(other)))
    return (upper + 0.05) / (lower + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_can_be_read(theme: str, word: str, ground: str) -> None:
    palette = _palette(theme)

    assert contrast(palette[word], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(theme: str, shape: str, ground: str) -> None:
    palette = _palette(theme)

    assert contrast(palette[shape], palette[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_table_of_the_look_is_kept(theme: str) -> None:
    palette = _palette(theme)

    kept = {
        name: round(contrast(palette[name], palette["paper"]), 1)
        for name in PROMISED[theme]
    }

    assert {
        name: (ratio, PROMISED[theme][name])
        for name, ratio in kept.items()
        if ratio < PROMISED[theme][name]
    } == {}


def test_both_themes_name_the_same_colours() -> None:
    assert _palette("light").keys() == _palette("dark").keys()
