"""What a browser sends: presses of the filing page, and checks that people write."""

from collections.abc import Iterable, Mapping

import msgspec
from django import forms
from django.http import QueryDict

from danchu.indicators.queries.openings import opened_from
from danchu.indicators.rules.catalogue import SEVERITY_NAMES
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.expressions.reading import LONGEST
from danchu.indicators.rules.narratives import Said
from danchu.indicators.services.acts import CORRECT, SAVE, Press
from danchu.indicators.services.own_checks import Draft
from danchu.indicators.services.saving import Sheet, Typed
from danchu.kernel.errors import RuleBroken, explain

NUMBER, NOTE = "so-", "ghi-chu-"
TEXT, REMARK = "loi-", "nhan-xet-"
LONGEST_CELL, LONGEST_VERSION, MOST_CELLS = 100, 18, 1000


def press_from(post: QueryDict) -> Press:
    said = {_clean(key): _clean(post.get(key, "")) for key in post}
    entries = dict(_entries(said))
    cure, _, number = said.get("sua", "").partition("=")
    if cure in entries:
        entries[cure] = Entry(number, note=entries[cure].note)
    deed = said.get("viec", SAVE)
    return Press(
        deed,
        _slip(post) if deed == CORRECT else entries,
        texts=_named(said, TEXT),
        remarks=_named(said, REMARK),
        reason=said.get("ly-do", ""),
        until=said.get("han-moi", ""),
        signal=said.get("tin-hieu", ""),
        opened=opened_from(said.get("mo-luc", "")),
        version=_version(said.get("phien-ban", "")),
    )


def _slip(post: QueryDict) -> dict[str, Entry]:
    """Read the lines of a correction; one that names no cell is left out."""
    lines = zip(post.getlist("o"), post.getlist("so-moi"), strict=False)
    return {
        _clean(cell): Entry(_clean(text)[:LONGEST_CELL]) for cell, text in lines if cell
    }


def _named(said: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        key.removeprefix(prefix): text
        for key, text in said.items()
        if key.startswith(prefix)
    }


def _version(text: str) -> int:
    """Read which state the page showed; one that does not say showed none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION
    return int(text) if is_number else 0


def _clean(text: str) -> str:
    """Replace the one character that the database refuses, so that none guesses."""
    return text.replace("\0", "\ufffd")


def _entries(said: Mapping[str, str]) -> Iterable[tuple[str, Entry]]:
    for key, number in said.items():
        if key.startswith(NUMBER) and key != "so-moi":
            cell = key.removeprefix(NUMBER)
            note = said.get(f"{NOTE}{cell}", "")
            yield cell, Entry(number[:LONGEST_CELL], note=note)


class _Cell(msgspec.Struct):
    text: str
    note: str = ""
    seen: str = ""


class _Text(msgspec.Struct):
    text: str
    seen: str | None = None


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    cells: dict[str, _Cell] = {}
    texts: dict[str, _Text] = {}


def sheet_from(body: bytes) -> Sheet:
    """Read what the script of the page sends; refuse what is not that."""
    try:
        said = msgspec.json.decode(body, type=_Body)
    except (msgspec.DecodeError, RecursionError):
        raise RuleBroken("indicators.unreadable_save") from None
    if len(said.cells) + len(said.texts) > MOST_CELLS:
        raise RuleBroken("indicators.unreadable_save")
    return Sheet(
        cells={
            _clean(name): Typed(
                Entry(_clean(one.text)[:LONGEST_CELL], note=_clean(one.note)), one.seen
            )
            for name, one in said.cells.items()
        },
        texts={
            _clean(code): Said(one.text, one.seen) for code, one in said.texts.items()
        },
    )


def mark_from(text: str) -> int:
    """Read which event the page knows last; nonsense is none."""
    return _version(text)


class CheckForm(forms.Form):
    """A check that a province writes."""

    expression = forms.CharField(
        label="Điều phải đúng",
        max_length=LONGEST,
        help_text="Ví dụ: G02 ≥ G01; 100 × L01 ≥ 88 × L13; "
        "nếu G01 > 0 thì G03 ≤ 3 × G03 kỳ trước.",
        widget=forms.Textarea(
            attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    severity = forms.ChoiceField(
        label="Khi số liệu không đúng như vậy", choices=list(SEVERITY_NAMES.items())
    )
    message = forms.CharField(
        label="Câu nhắc người nhập",
        max_length=500,
        required=False,
        help_text="Để trống thì hệ thống viết câu nhắc từ điều phải đúng.",
    )
    legal_ref = forms.CharField(label="Căn cứ", max_length=200, required=False)

    @property
    def draft(self) -> Draft:
        """What was typed, once the form is valid."""
        return Draft(**self.cleaned_data)

    def refuse(self, broken: RuleBroken) -> None:
        """Show a refusal where it belongs."""
        told = explain(broken)
        where = "expression" if broken.code == "indicators.bad_expression" else None
        self.add_error(where, f"{told.text} {told.cure}")
