"""The one family of errors that a person may read, and the sentences they read.

A rule of the domain raises `RuleBroken` with a stable code and plain facts. The package
that raises a code registers its sentence when Django starts; pages, the API and import
reports ask `explain`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any


class RuleBroken(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """A rule of the domain forbids what was asked.

    `code` is stable and listed in docs/errors.md; `facts` fill its sentence.
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code} {facts}" if facts else code)


@dataclass(frozen=True)
class Sentence:
    """What happened and why, then what to do: templates over the facts."""

    text: str
    cure: str
    status: int = 409


@dataclass(frozen=True)
class Explanation:
    """A refusal as a person reads it."""

    code: str
    text: str
    cure: str
    status: int


UNKNOWN = Sentence(
    "Không thể thực hiện việc này vì một quy tắc của hệ thống không cho phép.",
    "Hãy thử lại; nếu vẫn gặp, xin gửi mã “{code}” cho người quản trị.",
)
"""Read when nobody wrote a sentence: an invariant keeps that from happening."""

_sentences: dict[str, Sentence] = {}
_translate: Callable[[str], str] = str


def translate_with(translate: Callable[[str], str]) -> None:
    """Have sentences said in the language of whoever reads them.

    Rules raise refusals and know no Django: who assembles brings its gettext.
    """
    global _translate  # noqa: PLW0603 -- set once, when Django starts
    _translate = translate


def register(sentences: Mapping[str, Sentence]) -> None:
    """Make the sentences of a package known; one code never means two things."""
    for code, sentence in sentences.items():
        if _sentences.setdefault(code, sentence) != sentence:
            message = f"two sentences for the code {code!r}"
            raise ValueError(message)


def known_sentences() -> Mapping[str, Sentence]:
    """Return every registered sentence by code, for documentation and invariants."""
    return MappingProxyType(_sentences)


def explain(broken: RuleBroken) -> Explanation:
    """Return what to tell the person; never fails, whatever the facts are.

    >>> explain(RuleBroken("nobody.wrote.this")).status
    409
    """
    sentence = _sentences.get(broken.code, UNKNOWN)
    facts = broken.facts
    if sentence is UNKNOWN:
        facts = {"code": broken.code}
    return Explanation(
        code=broken.code,
        text=_FORGIVING.vformat(_translate(sentence.text), (), facts),
        cure=_FORGIVING.vformat(_translate(sentence.cure), (), facts),
        status=sentence.status,
    )


class _Forgiving(Formatter):
    """Fills a template; a missing or misshapen fact must not hide the refusal."""

    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Any:
        """Return the named fact, or dots where it is missing."""
        try:
            return super().get_field(field_name, args, kwargs)
        except (KeyError, AttributeError, IndexError, TypeError):
            return "…", field_name

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Format a fact; one that does not fit its format is written plainly."""
        try:
            return super().format_field(value, format_spec)
        except (ValueError, TypeError):
            return str(value)


_FORGIVING = _Forgiving()
