import gzip
import json
import re
from pathlib import Path

import pytest
from django.core.checks import Warning as CheckWarning
from fontTools.ttLib import TTFont

from danchu.ui import apps, assets
from danchu.ui.icons import ICONS

PUBLIC_CSS_AT_MOST = 20 * 1024


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    static = tmp_path_factory.mktemp("static")
    fonts = assets.build_fonts(assets.NODE_MODULES, static)
    assets.build_styles(assets.STYLES, static, fonts)
    assets.build_icons(assets.NODE_MODULES, static / "icons.json")
    return static


def test_every_digit_is_equally_wide(built: Path) -> None:
    for weight in assets.WEIGHTS:
        font = TTFont(built / f"fonts/be-vietnam-pro-so-{weight}.woff2")
        names = font.getBestCmap()
        widths = {font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}

        assert widths == {assets.DIGIT_WIDTH}


def test_the_letters_of_vietnamese_are_there(built: Path) -> None:
    font = TTFont(built / "fonts/be-vietnam-pro-vietnamese-400.woff2")

    assert [
        letter for letter in "ỄẪỰĐơưạ" if ord(letter) not in font.getBestCmap()
    ] == []


def test_public_styles_are_light(built: Path) -> None:
    css = (built / "css/portal.css").read_bytes()

    assert len(gzip.compress(css)) <= PUBLIC_CSS_AT_MOST


def test_styles_ask_for_nothing_outside(built: Path) -> None:
    for surface in assets.SURFACES:
        css = (built / f"css/{surface}.css").read_text(encoding="utf-8")

        assert "http" not in css.replace('a[href^="http"]', "")
        assert "@import" not in css


def test_every_font_a_style_names_is_built(built: Path) -> None:
    sheets = [built / f"css/{surface}.css" for surface in assets.SURFACES]
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)

    named = {part.split('"')[0] for part in css.split('url("../fonts/')[1:]}

    assert named == {path.name for path in (built / "fonts").glob("*.woff2")}


def test_public_pages_do_without_two_weights(built: Path) -> None:
    css = (built / "css/portal.css").read_text(encoding="utf-8")

    declared = set(re.findall(r"font-weight:(\d+);font-display", css))

    assert declared == {"400", "600"}


def test_every_icon_has_a_drawing(built: Path) -> None:
    drawn = json.loads((built / "icons.json").read_text(encoding="utf-8"))

    assert drawn.keys() == ICONS.keys()
    assert [name for name, inside in drawn.items() if "<path" not in inside] == []


def test_colours_of_states_have_one_source() -> None:
    elsewhere = [
        path
        for path in assets.STYLES.glob("*.css")
        if path.stem not in {"light", "dark", "print", "paper"}
    ]

    stray = [path.name for path in elsewhere if "#" in path.read_text(encoding="utf-8")]

    assert stray == ["frame.css"]  # the mark keeps its vermilion in both themes


def test_missing_assets_are_told_with_the_cure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(apps, "BUILT", tmp_path / "icons.json")

    told = apps.check_assets()

    assert [type(message) for message in told] == [CheckWarning]
    assert told[0].hint == "npm ci --ignore-scripts && python -m danchu.ui.assets"


def test_without_packages_the_builder_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="npm ci --ignore-scripts"):
        assets.build(tmp_path)
