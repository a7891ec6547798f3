"""Every template of the house compiles and carries nothing the policy would refuse."""

import re
from pathlib import Path

import pytest
from django.template import Template

from danchu.ui.icons import is_known

HOUSE = Path(__file__).parents[2]
STYLES = HOUSE / "ui/styles"
TEMPLATES = sorted(
    str(path.relative_to(HOUSE))
    for path in HOUSE.rglob("*.html")
    if "templates" in path.parts
)
PARTS = sorted(path.stem for path in (HOUSE / "ui/templates/ui/parts").glob("*.html"))

REFUSED = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an address of another host": re.compile(r"(?:src|href)=\"(?:https?:)?//"),
}


def faults_in(source: str) -> list[str]:
    """Name what the content security policy, or the house, refuses in a template."""
    return [fault for fault, pattern in REFUSED.items() if pattern.search(source)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name: str) -> None:
    source = (HOUSE / name).read_text(encoding="utf-8")

    compiled = Template(source)

    assert len(compiled.nodelist) > 0


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_has_nothing_inline(name: str) -> None:
    assert faults_in((HOUSE / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<style>p {}</style>", "a style element"),
        ("<script>1</script>", "an inline script"),
        ('<a href="/" onclick="go()">', "an on… attribute"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ('<link href="//elsewhere/a.css">', "an address of another host"),
    ],
)
def test_the_question_bites(source: str, fault: str) -> None:
    assert fault in faults_in(source)


@pytest.mark.parametrize("name", TEMPLATES)
def test_its_icons_exist(name: str) -> None:
    source = (HOUSE / name).read_text(encoding="utf-8")

    named = re.findall(r'{% icon "([^"]+)"', source)

    assert [icon for icon in named if not is_known(icon)] == []


def classes_in(source: str) -> set[str]:
    """Name the classes a template writes out; those put together are left out.

    >>> sorted(classes_in('<p class="a {% if b %}c{% endif %} is-{{ d }}">'))
    ['a', 'c']
    """
    written = re.sub(r"{#.*?#}", "", source)
    values = re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", written))
    return {name for value in values for name in value.split() if name[-1] != "-"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_its_classes_are_styled(name: str) -> None:
    sheets = (path.read_text(encoding="utf-8") for path in STYLES.glob("*.css"))
    styled = set(re.findall(r"\.([a-z][\w-]*)", "".join(sheets)))

    assert classes_in((HOUSE / name).read_text(encoding="utf-8")) - styled == set()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_what_it_needs(part: str) -> None:
    path = HOUSE / f"ui/templates/ui/parts/{part}.html"

    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert re.fullmatch(r"{# [A-Z].+ #}", first)
