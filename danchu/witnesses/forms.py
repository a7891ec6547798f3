"""Forms of the register, and the one for what a witness signed."""

from typing import Any

from django import forms

from danchu.kernel.ledger.rules.notes import COSIGNATURE, Key, NoteError
from danchu.witnesses.rules import LONGEST_NOTE, LONGEST_ORGANISATION

_MONO = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class ContactForm(forms.Form):
    """Where letters reach a witness."""

    contact = forms.EmailField(
        label="Thư điện tử nhận bản chốt",
        max_length=200,
        help_text="Nên là hộp thư của cơ quan, không phải của một người.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Địa chỉ không hợp lệ. Hãy ghi như vanthu@mttq.example.vn."
        },
    )


class WitnessForm(ContactForm):
    """Which body, its address and its key."""

    organisation = forms.CharField(
        label="Cơ quan, tổ chức chứng kiến",
        max_length=LONGEST_ORGANISATION,
        help_text="Nên là cơ quan không quản trị máy chủ này, ví dụ Ủy ban Mặt trận Tổ "
        "quốc, Hội đồng nhân dân, trường đại học, cơ quan báo chí.",
    )
    key = forms.CharField(
        label="Khóa công khai của nơi chứng kiến",
        max_length=400,
        help_text="Một dòng dạng tên+mã+khóa, do chính nơi chứng kiến tạo và đưa tận "
        "tay. Khóa ở lại mãi trong sổ để kiểm chữ ký.",
        widget=forms.TextInput(attrs=_MONO),
    )
    field_order = ("organisation", "contact", "key")

    def clean_key(self) -> str:
        """Refuse what is no key of a witness."""
        text = str(self.cleaned_data["key"])
        try:
            is_witness = Key.parse(text).kind == COSIGNATURE
        except NoteError:
            is_witness = False
        if not is_witness:
            raise forms.ValidationError(
                "Đây không phải khóa công khai loại chứng kiến (cosignature/v1). Hãy "
                "dán nguyên văn dòng mà lệnh “witness new” đã in."
            )
        return text


class EndForm(forms.Form):
    """Why a witness ends."""

    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Lý do ở lại trong lịch sử; đừng ghi tên người.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignedForm(forms.Form):
    """A checkpoint with the lines of its witnesses."""

    note = forms.CharField(
        label="Bản chốt đã ký",
        max_length=LONGEST_NOTE,
        strip=False,
        help_text="Dán nguyên văn cả bản chốt: các dòng của sổ, một dòng trống, rồi "
        "các dòng chữ ký bắt đầu bằng dấu “—”.",
        widget=forms.Textarea(attrs={"rows": 9, "class": "mono", **_MONO}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].error_messages["max_length"] = (
            "Dài quá %(limit_value)d ký tự: không phải một bản chốt sổ."
        )
