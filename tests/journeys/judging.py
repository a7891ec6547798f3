"""Whether a page is clean to axe and fits its window, each kind of page judged once."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.journeys.browser import (
    COLOURS,
    DESK,
    PHONE,
    RULES,
    ZOOMED,
    hand_over_axe,
    no_sideways_scroll,
    run_axe,
)

_BONES = """() => [...document.querySelectorAll("*")].map(element => {
    const kept = ["class", "role", "type", "lang", "tabindex", "hidden", "open"];
    const told = [...element.attributes]
        .filter(one => kept.includes(one.name) || one.name.startsWith("aria-"))
        .map(one => one.name === "aria-label" ? `${one.name}${!one.value.trim()}`
            : `${one.name}=${one.value}`);
    const hasText = [...element.childNodes].some(
        one => one.nodeType === 3 && one.data.trim());
    return `${element.tagName} ${told} #${element.id} ${hasText ? "…" : ""}`;
}).join("\\n")"""
"""A page without its words: what two roles see alike need not be judged twice."""
_WEAR = "theme => document.documentElement.dataset.theme = theme"
_TWICE = """() => [...document.querySelectorAll("[id]")].map(one => one.id)
    .filter((id, at, all) => all.indexOf(id) !== at)"""
"""Ids that more than one element has."""
_clean: set[str] = set()


def faults(page: Page) -> list[str]:
    """List what is wrong with the page in any window and theme."""
    for size in (PHONE, ZOOMED):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        no_sideways_scroll(page)
    twice = page.evaluate(_TWICE)
    assert twice == [], f"{page.url} has two of each of {twice}"
    bones = page.evaluate(_BONES)
    found = [] if bones in _clean else list(_judged(page))
    if not found:
        _clean.add(bones)
    return found


def _judged(page: Page) -> Iterator[str]:
    """List what axe finds on a small window and at a desk, in both themes.

    A theme changes colours alone: in the second, only what axe says of colours is new.
    """
    hand_over_axe(page)
    for size in (ZOOMED, DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for theme, rules in (("light", RULES), ("dark", COLOURS)):
            page.evaluate(
                "theme => document.documentElement.dataset.theme = theme", theme
            )
            for fault in run_axe(page, rules):
                yield f"{theme} {size[0]}: {fault}"
