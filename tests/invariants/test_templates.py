"""Every template compiles, and nothing in it is inline: the policy forbids both."""

import re

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template

from tests.invariants.source import name_of, templates

TEMPLATES = {name_of(path): path for path in templates()}
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "a script without src": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "an address elsewhere": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
}
PARTS = {
    name.partition("/templates/")[2]: path.read_text()
    for name, path in TEMPLATES.items()
}
ALONE = re.compile(r'{% include "([^"]+)"([^%]*) only %}')
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def inline(text: str) -> list[str]:
    """List what a template has inline that the policy would not run."""
    html = CODE.sub("", text)
    return [name for name, pattern in INLINE.items() if pattern.search(html)]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_template_compiles(name: str) -> None:
    get_template(name.partition("/templates/")[2])


def without_token(name: str) -> list[str]:
    """List includes by `only` of parts that post without being given the token."""
    return [
        part
        for part, given in ALONE.findall(TEMPLATES[name].read_text())
        if "csrf_token" not in given and "{% csrf_token" in PARTS.get(part, "")
    ]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_what_posts_is_given_the_token(name: str) -> None:
    assert without_token(name) == []


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_nothing_is_inline(name: str) -> None:
    assert inline(TEMPLATES[name].read_text()) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<p style="color:red">', "a style attribute"),
        ("<style>p{}</style>", "a style element"),
        ("<script>alert(1)</script>", "a script without src"),
        ('<a href="/" onclick="go()">', "an event attribute"),
        ('<a href="javascript:go()">', "a javascript address"),
        ('<img src="https://elsewhere.example/x.png">', "an address elsewhere"),
    ],
)
def test_a_planted_line_is_found(line: str, expected: str) -> None:
    assert inline(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        '<script src="{% static "x.js" %}" defer></script>',
        '<p class="style">once = done</p>',
        '<a href="https://elsewhere.example/">',
        '{% if a > b %}<p data-on="x">{% endif %}',
    ],
)
def test_a_clean_line_passes(line: str) -> None:
    assert inline(line) == []


def test_a_template_that_does_not_compile_is_found() -> None:
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% if %}")
