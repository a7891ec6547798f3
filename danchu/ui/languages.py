"""The languages of public pages: Vietnamese at the address itself, English below /en/.

Words are Django's gettext, Vietnamese being the source; numbers and dates follow in
`numerals`. What exists in Vietnamese only says so by `viet`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = (VIETNAMESE, ENGLISH)
_FIRST_PART = "en/"


def language_of(path: str) -> str:
    """Return the language of whatever stands at a path.

    >>> language_of("/tin-tuc/"), language_of("/en/tin-tuc/"), language_of("/en")
    ('vi', 'en', 'en')
    """
    return ENGLISH if f"{path}/".startswith(f"/{_FIRST_PART}") else VIETNAMESE


_spoken: ContextVar[str] = ContextVar("spoken", default=VIETNAMESE)
"""As Django knows it too; a table asks for each of its cells, and Django takes long."""


def is_english() -> bool:
    """Tell whether the page being made is in English."""
    return _spoken.get() == ENGLISH


def _route(vietnamese: str) -> str:
    is_asked = translation.get_language() == ENGLISH
    return _FIRST_PART + vietnamese if is_asked else vietnamese


bilingual = lazy(_route, str)
"""The route of a page that is in both languages, for `path`."""


@contextmanager
def spoken_at(path: str) -> Iterator[str]:
    """Speak the language of a path."""
    language = language_of(path)
    before = _spoken.set(language)
    try:
        with translation.override(language):
            yield language
    finally:
        _spoken.reset(before)


class Languages:
    """Have every request answered in the language of its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and leave no language behind for the next one."""
        with spoken_at(request.path_info) as language:
            request.LANGUAGE_CODE = language
            return self._get_response(request)


def addresses_of(request: HttpRequest) -> dict[str, str]:
    """Return language to address of this very page; nothing if it has one language."""
    match = request.resolver_match
    if match is None:
        return {}
    query = request.META.get("QUERY_STRING", "")
    return {
        language: f"{path}?{query}" if query else path
        for language, path in paths_of(match).items()
    }


def paths_of(match: ResolverMatch) -> dict[str, str]:
    """Return language to path of a page; nothing if it has one language."""
    found = {
        language: _address(language, match.view_name, match.args, match.kwargs)
        for language in LANGUAGES
    }
    return found if len(set(found.values())) == len(LANGUAGES) else {}


def _address(language: str, name: str, args: Any, kwargs: Any) -> str:
    with translation.override(language):
        try:
            return reverse(name, args=args, kwargs=kwargs)
        except NoReverseMatch:
            return ""


def viet(text: object) -> SafeString:
    """Mark what is Vietnamese whatever the language of the page: names, quotations."""
    marked = '<span lang="vi">{}</span>' if is_english() and text else "{}"
    return format_html(marked, text)


def say(sentence: str, **facts: object) -> SafeString:
    """Translate a sentence and fill it; what is no HTML yet is escaped.

    >>> say("Nay là {heirs}.", heirs="xã A & B")
    'Nay là xã A &amp; B.'
    """
    return format_html(translation.gettext(sentence), **facts)


def plain(said: str) -> str:
    """Return what was said without marks, for where no HTML is."""
    return unescape(strip_tags(said))


def here(address: str) -> str:
    """Return a Vietnamese address as this page's language has it, if it has it."""
    path = urlsplit(address).path
    if not is_english() or language_of(path) == ENGLISH:
        return address
    try:
        resolve(f"/{_FIRST_PART}{path[1:]}")
    except Resolver404:
        return address
    return f"/{_FIRST_PART}{address[1:]}"
