"""Debian's Chromium, and the questions every page is asked.

Pages run under the product's own content security policy: axe is handed to the page
through the debugger, which no policy concerns.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.example 127.0.0.1",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
RULES = (
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    "best-practice",
)
"""WCAG 2.0 to 2.2, A and AA, and what axe calls good practice."""
COLOURS = ("color-contrast", "link-in-text-block")
"""All that a theme may break."""

PHONE, DESK, ZOOMED = (390, 844), (1440, 900), (320, 256)
"""Sizes in CSS pixels; the last is a screen of 1280 × 1024 at 400 %."""

LIGHT, DARK = "sang", "toi"
"""Values of the cookie that the theme switch sets."""


def find_chromium() -> str | None:
    """Give the path of Chromium, or None where it is not installed."""
    named = os.environ.get("DANCHU_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe_violations(page: Page) -> list[str]:
    """List what axe finds wrong with the page as it stands, one line for each place."""
    hand_over_axe(page)
    return run_axe(page, RULES)


def hand_over_axe(page: Page) -> None:
    """Give the page axe, which it keeps until it goes elsewhere."""
    page.evaluate(_axe())


def run_axe(page: Page, rules: Sequence[str]) -> list[str]:
    """List what the rules, by their tags or names, find wrong with the page."""
    asked = {"runOnly": list(rules), "resultTypes": ["violations"]}
    answer: dict[str, Any] = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{found['id']}: {place['html'][:160]} – {place['failureSummary'][:200]}"
        for found in answer["violations"]
        for place in found["nodes"]
    ]


def sideways_scroll(page: Page) -> list[str]:
    """Name what makes the page wider than the window; nothing, if nothing does."""
    wide: list[str] = page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= room) return [];
            const wide = [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > room + 1)
                .map(e => e.tagName + '.' + (e.getAttribute('class') || ''));
            return wide.length ? wide.slice(0, 8) : ['?'];
        }"""
    )
    return wide


def no_sideways_scroll(page: Page) -> bool:
    """Tell whether the page fits its window; list the culprits where it does not."""
    wide = sideways_scroll(page)
    assert wide == [], f"{page.url} is wider than its window: {wide}"
    return True


@dataclass(frozen=True)
class View:
    """A window of a size in a theme."""

    size: tuple[int, int]
    theme: str

    def __str__(self) -> str:
        return f"{self.size[0]}-{self.theme}"


VIEWS = tuple(
    View(size, theme) for size in (PHONE, DESK, ZOOMED) for theme in (LIGHT, DARK)
)
"""Every window in which every page must be whole and clean."""
