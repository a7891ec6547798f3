"""Forms of whoever asks about personal data."""

from typing import Any

from django import forms

from danchu.kernel.units.models import Unit
from danchu.privacy.queries.places import MOST, Meant
from danchu.privacy.rules import (
    KIND_NAMES,
    LONGEST_CONTACT,
    LONGEST_NAME,
    LONGEST_TEXT,
    Contents,
    Kind,
)

_SEVERAL = (
    "Có nhiều đơn vị mang tên này. Hãy chọn đúng đơn vị ở danh sách ngay bên dưới."
)


class RequestForm(forms.Form):
    """What is asked, of whom, and how to answer.

    The unit is typed; where several fit, the form comes back with them to choose from.
    """

    kind = forms.ChoiceField(
        label="Bạn yêu cầu gì",
        choices=[(str(kind), name) for kind, name in KIND_NAMES.items()],
        widget=forms.RadioSelect,
    )
    unit_text = forms.CharField(
        label="Gửi tới đơn vị nào",
        max_length=100,
        help_text="Tên xã, phường, tỉnh hoặc cơ quan đã nhận dữ liệu của bạn.",
    )
    name = forms.CharField(
        label="Họ và tên",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label="Cách liên hệ với bạn",
        max_length=LONGEST_CONTACT,
        help_text="Số điện thoại, thư điện tử hoặc địa chỉ. Đơn vị dùng để xác minh "
        "đúng là bạn, rồi không dùng vào việc khác.",
    )
    wish = forms.CharField(
        label="Điều bạn yêu cầu",
        max_length=LONGEST_TEXT,
        help_text="Dữ liệu nào, ở trang hoặc hồ sơ nào; nếu sửa thì sửa thành gì. Đừng "
        "ghi số căn cước hay gửi ảnh giấy tờ.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, meant: list[Meant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meant = meant
        if len(meant) > 1:
            self.fields["unit"] = forms.TypedChoiceField(
                label="Chọn đúng đơn vị",
                choices=[(one.unit.pk, one.label) for one in meant],
                coerce=int,
                widget=forms.RadioSelect,
                help_text=f"Nhiều nhất {MOST} tên; không thấy thì gõ tên đầy đủ hơn.",
                error_messages={"required": _SEVERAL},
            )
            self.order_fields(["kind", "unit_text", "unit", "name", "contact", "wish"])

    def clean_unit_text(self) -> str:
        """Refuse what names no unit."""
        if not self._meant:
            raise forms.ValidationError(
                "Không có đơn vị nào tên như vậy. Hãy gõ tên như trên biển hiệu, ví dụ "
                "“Xã Tân Yên”."
            )
        return str(self.cleaned_data["unit_text"])

    @property
    def unit(self) -> Unit:
        """The unit meant, once the form is valid."""
        chosen = self.cleaned_data.get("unit", self._meant[0].unit.pk)
        return next(one.unit for one in self._meant if one.unit.pk == chosen)

    @property
    def asked(self) -> Kind:
        """What is asked, once the form is valid."""
        return Kind(self.cleaned_data["kind"])

    @property
    def contents(self) -> Contents:
        """What was written, once the form is valid."""
        said = self.cleaned_data
        return Contents(said["name"], said["contact"], said["wish"])


class CodeForm(forms.Form):
    """The code that was told when the request was sent."""

    code = forms.CharField(
        label="Mã theo dõi",
        max_length=100,
        help_text="Tám nhóm, mỗi nhóm bốn chữ; viết hoa, viết thường đều được.",
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "none",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )
