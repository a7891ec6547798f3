"""Forms of adding villages and bodies."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import KIND_NAMES, UnitKind
from danchu.registry.forms.accounts import day_field
from danchu.registry.rules import BODY_KINDS, Body

_KNOWN = {"unknown": None, "yes": True, "no": False}


def _three_way(label: str) -> forms.ChoiceField:
    choices = [("unknown", "Chưa rõ"), ("yes", "Có"), ("no", "Không")]
    return forms.ChoiceField(label=label, choices=choices)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


class _Dated(forms.Form):
    """Since when the unit exists; never from a day to come."""

    valid_from = day_field(
        "Có từ ngày", required=False, help_text="Bỏ trống nếu không rõ."
    )

    def clean_valid_from(self) -> date | None:
        """Refuse a day to come: such a unit would be invisible today."""
        day: date | None = self.cleaned_data["valid_from"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Ngày này chưa đến.")
        return day


class VillageForm(_Dated):
    """A thôn or tổ dân phố."""

    name = forms.CharField(
        label="Tên", max_length=200, help_text="Ghi đủ, ví dụ “Thôn Cao Xá”."
    )
    households = forms.IntegerField(
        label="Số hộ", required=False, min_value=0, max_value=100_000
    )
    field_order = ("name", "households", "valid_from")


class BodyForm(_Dated):
    """An agency, a public unit, an enterprise, an organisation."""

    kind = forms.ChoiceField(
        label="Loại",
        choices=[(kind.value, _sentence(KIND_NAMES[kind])) for kind in BODY_KINDS],
    )
    name = forms.CharField(label="Tên", max_length=200)
    sector = forms.CharField(
        label="Ngành",
        max_length=60,
        required=False,
        help_text="Ví dụ y tế, giáo dục, giao thông.",
    )
    governed_by = forms.TypedChoiceField(
        label="Cơ quan chủ quản",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Nơi đơn vị này báo cáo theo ngành dọc.",
    )
    has_union = _three_way("Công đoàn")
    has_party_org = _three_way("Tổ chức đảng")
    field_order = ("kind", "name", "sector", "governed_by")

    def __init__(self, *args: Any, candidates: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._candidates = {unit.pk: unit for unit in candidates}
        choices = [(pk, unit.name) for pk, unit in self._candidates.items()]
        governing = self.fields["governed_by"]
        assert isinstance(governing, forms.ChoiceField)  # noqa: S101 -- for the reader of types
        governing.choices = [("", "Không có"), *choices]

    @property
    def body(self) -> Body:
        """What is to be added, once the form is valid."""
        asked = self.cleaned_data
        return Body(
            kind=UnitKind(asked["kind"]),
            name=asked["name"],
            sector=asked["sector"],
            has_union=_KNOWN[asked["has_union"]],
            has_party_org=_KNOWN[asked["has_party_org"]],
        )

    @property
    def governing(self) -> Unit | None:
        """Who governs it, once the form is valid."""
        return self._candidates.get(self.cleaned_data["governed_by"])
