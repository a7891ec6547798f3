"""Build fonts, styles, icons and words: `python -m danchu.ui.assets`.

Run after `npm ci --ignore-scripts`. Everything it writes is ignored by git.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from danchu.ui.catalogs import build_catalogs
from danchu.ui.icons import BUILT, ICONS
from danchu.ui.letters import PAPER_FONTS
from danchu.ui.shapes import SHAPES

HERE = Path(__file__).resolve().parent
NODE_MODULES = HERE.parent.parent / "node_modules"
STYLES = HERE / "styles"
STATIC = HERE / "static/ui"
DRAWN_FONTS = HERE.parent / "lib/fonts"

FONT = "be-vietnam-pro"
WEIGHTS, DRAWN_WEIGHTS = (400, 500, 600, 700), (400, 600)
SUBSETS = ("vietnamese", "latin")
DIGITS = "0123456789"
DIGIT_WIDTH = 680
"""Of 1000: the font has no tabular figures, so ours set its digits on one width."""

SHARED = (
    "ground states lists tables forms frame charts portal proof clash places reading"
)
SURFACES = {
    "portal": f"{SHARED} print",
    "desk": f"{SHARED} rail desk entry words kit drawn print",
    "hall": "ground tables charts hall",
    "paper": "ground paper",
    "embed": "ground charts embed",
}
"""Built style sheet to the sources it is made of, in order."""

LEFT_OUT = {
    "portal": (500, 700),
    "desk": (),
    "hall": (500, 700),
    "paper": (500, 700),
    "embed": (500, 700),
}
"""Weights a surface does without: 500 is then drawn as 400, 700 as 600 (CSS Fonts 4).

A citizen's first page stays within 100 KB; each weight is 17.
"""


NAMES = [1, 2, 4, 6]
"""Of the names in a font those that tell which it is."""


def light_font(source: Path, target: Path) -> None:
    """Write a font with every letter and all that places its marks, without hints.

    The hints for screens of twenty years ago are half of its weight.
    """
    font = TTFont(source)
    options = Options(layout_features=["*"], name_IDs=NAMES, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def digit_font(source: Path, target: Path) -> None:
    """Write a digits-only copy of a font in which every digit is equally wide."""
    font = TTFont(source)
    options = Options(layout_features=[], name_IDs=NAMES, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=DIGITS)
    subsetter.subset(font)
    glyphs, names = font["glyf"], font.getBestCmap()
    for digit in DIGITS:
        name = names[ord(digit)]
        glyph = glyphs[name]
        left = round((DIGIT_WIDTH - (glyph.xMax - glyph.xMin)) / 2)
        glyph.coordinates.translate((left - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        font["hmtx"][name] = (DIGIT_WIDTH, left)
    font.flavor = "woff2"
    font.save(target)


def build_fonts(node_modules: Path, static: Path) -> list[str]:
    """Lighten the weights we use, make their digits, give the `@font-face` rules."""
    package = node_modules / "@fontsource" / FONT
    fonts = static / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    rules = []
    for weight in WEIGHTS:
        declared = (package / f"{weight}.css").read_text(encoding="utf-8")
        for subset in SUBSETS:
            found = re.search(
                rf"/\* {FONT}-{subset}-{weight}-normal \*/.*?unicode-range: (.*?);",
                declared,
                re.DOTALL,
            )
            if found is None:
                sys.exit(f"{package} has no {subset} {weight}")
            name = f"{FONT}-{subset}-{weight}.woff2"
            source = package / "files" / f"{FONT}-{subset}-{weight}-normal.woff2"
            light_font(source, fonts / name)
            rules.append(font_face("Be Vietnam Pro", weight, name, found[1]))
        name = f"{FONT}-so-{weight}.woff2"
        digit_font(package / f"files/{FONT}-latin-{weight}-normal.woff2", fonts / name)
        rules.append(font_face("Be Vietnam Pro So", weight, name, "U+30-39"))
    return rules


def build_drawn_fonts(node_modules: Path, target: Path) -> None:
    """Write the weights that charts are drawn in, each as one file with all letters."""
    package = node_modules / "@fontsource" / FONT / "files"
    target.mkdir(parents=True, exist_ok=True)
    for weight in DRAWN_WEIGHTS:
        with TemporaryDirectory() as folder:
            parts = []
            for subset in SUBSETS:
                font = TTFont(package / f"{FONT}-{subset}-{weight}-normal.woff2")
                font.flavor = None
                parts.append(f"{folder}/{subset}.ttf")
                font.save(parts[-1])
            Merger().merge(parts).save(target / f"{FONT}-{weight}.ttf")


def build_paper_fonts(node_modules: Path, target: Path) -> None:
    """Copy the fonts that papers are set in, whole: who sets a paper takes its part."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted((node_modules / "@expo-google-fonts/tinos").glob("*/*.ttf")):
        shutil.copyfile(path, target / path.name)


def font_face(family: str, weight: int, file: str, letters: str) -> str:
    """Declare one file of a family."""
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url("../fonts/{file}") format("woff2");unicode-range:{letters}}}'
    )


def themed(styles: Path) -> str:
    """Give both palettes: by the switch, and by the device when nobody switched."""
    light = (styles / "light.css").read_text(encoding="utf-8")
    dark = (styles / "dark.css").read_text(encoding="utf-8")
    return (
        f":root{{{light}}}"
        f'@media screen{{[data-theme="dark"]{{{dark}}}}}'
        "@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme]){{{dark}}}}}"
    )


def shrink(css: str) -> str:
    """Leave out comments and the white space that means nothing; keep strings.

    >>> shrink('a  { color : red; /* why */ }  b > c::after { content: ": " }')
    'a{color :red}b>c::after{content:": "}'
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    parts = re.split(r'("[^"]*")', css)
    for index in range(0, len(parts), 2):
        loose = re.sub(r"\s+", " ", parts[index])
        tight = re.sub(r" ?([{};,>]) ?", r"\1", loose)
        parts[index] = tight.replace(": ", ":").replace(";}", "}")
    return "".join(parts).strip()


def build_styles(styles: Path, static: Path, fonts: list[str]) -> None:
    """Write one style sheet for each surface."""
    target = static / "css"
    target.mkdir(parents=True, exist_ok=True)
    for surface, names in SURFACES.items():
        sources = [
            (styles / f"{name}.css").read_text(encoding="utf-8")
            for name in names.split()
        ]
        kept = [rule for rule in fonts if not _is_left_out(rule, surface)]
        whole = shrink("".join([*kept, themed(styles), *sources]))
        (target / f"{surface}.css").write_text(whole, encoding="utf-8")


def _is_left_out(rule: str, surface: str) -> bool:
    return any(f"font-weight:{weight};" in rule for weight in LEFT_OUT[surface])


def build_icons(node_modules: Path, target: Path) -> None:
    """Keep the drawings of the icons we name."""
    drawn = {}
    for name, theirs in ICONS.items():
        path = node_modules / "bootstrap-icons/icons" / f"{theirs}.svg"
        found = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.DOTALL)
        if found is None:
            sys.exit(f"{path} is not a drawing")
        drawn[name] = re.sub(r">\s+<", "><", found[1].strip())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(drawn, indent=1), encoding="utf-8")


def build_mark(static: Path) -> None:
    """Write the mark as the icon of the tab, in its own colours."""
    box, inside = SHAPES["mark"]
    coloured = inside.replace('class="mark-bg"', 'fill="#bf3a22"').replace(
        'class="mark-fg"',
        'fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round"',
    )
    mark = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{coloured}</svg>'
    (static / "css/mark.svg").write_text(mark, encoding="utf-8")


def build(node_modules: Path = NODE_MODULES) -> None:
    """Build everything a page needs."""
    if not (node_modules / "@fontsource" / FONT).exists():
        sys.exit("Chưa có node_modules. Hãy chạy: npm ci --ignore-scripts")
    build_styles(STYLES, STATIC, build_fonts(node_modules, STATIC))
    build_drawn_fonts(node_modules, DRAWN_FONTS)
    build_paper_fonts(node_modules, PAPER_FONTS)
    build_icons(node_modules, BUILT)
    build_mark(STATIC)
    build_catalogs()


if __name__ == "__main__":
    build()
