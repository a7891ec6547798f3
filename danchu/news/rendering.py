"""Markdown of officials as HTML that may stand on a page of strangers.

The one way in which a text becomes HTML: Markdown that knows no HTML, and behind it a
filter that lets a short list of tags pass, whatever came before.
"""

import re
from collections.abc import Sequence
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = frozenset(
    {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "hr"}
    | {"blockquote", "table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
_SCHEMES = {"http", "https", "mailto", "tel"}
_UNKNOWN = ["html_inline", "html_block", "code", "fence", "backticks"]
_FIRST, _LAST = 2, 4
_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"</(?:p|h2|h3|h4|li|th|td|blockquote)>|<br>|<hr>")
_SPACES = re.compile(r"[^\S\n]+")


def render(text: str) -> SafeString:
    """Return a text as HTML: headings begin at h2, links vouch for nobody."""
    return mark_safe(_clean(_MARKDOWN.render(text)))  # noqa: S308 -- cleaned


def plain_text(text: str) -> str:
    r"""Return the words of a text, a line for each block: for search and excerpts.

    >>> plain_text("# Một\n\nHai **ba** [bốn](https://x.vn) & *năm*")
    'Một\nHai ba bốn & năm'
    """
    lines = _BLOCK.sub("\n", _clean(_MARKDOWN.render(text)).replace("\n", " "))
    words = (_SPACES.sub(" ", line).strip() for line in _TAG.sub("", lines).split("\n"))
    return unescape("\n".join(line for line in words if line))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "svg", "math"},
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative=_own_address,
        link_rel="nofollow noopener",
    )


def _own_address(url: str) -> str | None:
    """Let pass addresses of this very server."""
    return url if url.startswith("/") and url[1:2] not in {"/", "\\"} else None


def _lower(state: StateCore) -> None:
    """Move headings below the one title of the page, and let none skip a level."""
    headings = _headings(state.tokens)
    wanted = [int(token.tag[1:]) for token in headings]
    shift, last = _FIRST - min(wanted, default=_FIRST), _FIRST - 1
    for token, level in zip(headings, wanted, strict=True):
        if token.type == "heading_open":
            last = min(level + shift, last + 1, _LAST)
        token.tag = f"h{last}"


def _headings(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.type.startswith("heading_")]


def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True})
    made.enable("table").disable(_UNKNOWN)
    made.core.ruler.push("lower_headings", _lower)
    return made


_MARKDOWN = _markdown()
