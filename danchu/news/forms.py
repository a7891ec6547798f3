from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from danchu.kernel.files.rules import LARGEST
from danchu.kernel.files.rules.names import LONGEST_TITLE as LONGEST_TITLE_OF_FILE
from danchu.kernel.units.models import Unit
from danchu.news.models.articles import (
    CATEGORY_CHOICES,
    KIND_CHOICES,
    LANGUAGE_CHOICES,
)
from danchu.news.queries import Editor
from danchu.news.rules.articles import (
    LONGEST_BODY,
    LONGEST_CORRECTION,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Writing,
)
from danchu.news.rules.comments import LONGEST_COMMENT, LONGEST_NAME
from danchu.news.rules.files import SentFile
from danchu.news.services import Said
from danchu.ui.numerals import number

_HELP = (
    "Dòng trống tách đoạn. “## ” đầu dòng là đề mục, “- ” là gạch đầu dòng, “1. ” là "
    "mục đánh số, **hai dấu sao** là chữ đậm, [chữ](https://…) là liên kết. Bấm “Xem "
    "trước” để xem bài sẽ hiện ra sao."
)


class WritingForm(forms.Form):
    """What an article says. The mark tells which version was open."""

    title = forms.CharField(label="Tiêu đề", max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(label="Loại", choices=KIND_CHOICES)
    category = forms.ChoiceField(label="Chuyên mục", choices=CATEGORY_CHOICES)
    language = forms.ChoiceField(label="Ngôn ngữ của bài", choices=LANGUAGE_CHOICES)
    summary = forms.CharField(
        label="Tóm tắt",
        max_length=LONGEST_SUMMARY,
        required=False,
        help_text="Một hai câu: ai, làm gì, ở đâu, từ ngày nào. Hiện trong danh sách; "
        "cần có khi trình duyệt.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label="Nội dung",
        max_length=LONGEST_BODY,
        required=False,
        help_text=_HELP,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )
    revision = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    @property
    def writing(self) -> Writing:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        return Writing(
            kind=said["kind"],
            category=said["category"],
            language=said["language"],
            title=said["title"],
            summary=said["summary"],
            body=said["body"],
        )

    @property
    def why(self) -> str:
        """What is put right, where something is."""
        return str(self.cleaned_data.get("correction", ""))

    @property
    def mark(self) -> int:
        """Which version was open when the text was typed."""
        return int(self.cleaned_data["revision"] or 0)


class NewForm(WritingForm):
    """A text, and whose it will be where there is a choice."""

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {unit.pk: unit for unit in units}
        if len(units) > 1:
            self.fields["unit"] = forms.TypedChoiceField(
                label="Đơn vị",
                choices=[(unit.pk, unit.name) for unit in units],
                coerce=int,
            )
            self.order_fields(["unit"])

    @property
    def unit(self) -> Unit:
        """Whose text it will be, once the form is valid."""
        first = next(iter(self._units))
        return self._units[self.cleaned_data.get("unit", first)]


class CorrectionForm(WritingForm):
    """A text that stands published, put right."""

    correction = forms.CharField(
        label="Đính chính điều gì",
        max_length=LONGEST_CORRECTION,
        help_text="Mọi người đọc được câu này, nên không nêu tên người.",
    )
    field_order = ("correction",)


def form_of(seen: Editor, data: Mapping[str, Any] | None) -> WritingForm:
    """Return the form in which a text is written on or put right."""
    made = CorrectionForm if seen.is_correction else WritingForm
    told = asdict(seen.writing) | {"revision": seen.article.revision}
    return made(data, initial=told)


class ReasonForm(forms.Form):
    """Why something is sent back or taken from the pages."""

    reason = forms.CharField(max_length=500, required=False)


class FileForm(forms.Form):
    """A file to be put to a text; what it is, its content says."""

    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,
        help_text=f"PDF, DOCX, XLSX, PNG hoặc JPEG, nhiều nhất {LARGEST // 10**6} MB. "
        "Ảnh được bỏ vị trí chụp và ghi chú của máy; PDF, DOCX, XLSX giữ nguyên cả tên "
        "người soạn ghi trong tệp.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"}),
    )
    title = forms.CharField(
        label="Tên hiện trên trang",
        max_length=LONGEST_TITLE_OF_FILE,
        required=False,
        help_text="Với ảnh: ảnh chụp gì. Bỏ trống thì lấy tên tệp.",
    )
    correction = forms.CharField(
        label="Đính chính điều gì",
        max_length=LONGEST_CORRECTION,
        required=False,
        help_text="Mọi người đọc được câu này, nên không nêu tên người.",
    )

    @property
    def sent(self) -> SentFile:
        """What was sent, once the form is valid."""
        file = self.cleaned_data["file"]
        # One byte more than is taken in tells that there is more.
        data = file.read(LARGEST + 1)
        return SentFile(data, file.name, self.cleaned_data["title"])

    @property
    def why(self) -> str:
        """What is put right, where the text stands published."""
        return str(self.cleaned_data["correction"])


class CommentForm(forms.Form):
    """What a reader wants to say; `work` is filled in by the reader's own browser."""

    name = forms.CharField(
        label=gettext_lazy("Tên hiện cùng ý kiến"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Tên thật hoặc tên bạn muốn mọi người thấy."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        max_length=LONGEST_COMMENT,
        help_text=format_lazy(
            gettext_lazy("Nhiều nhất {most} ký tự, chữ không trang trí."),
            most=lazy(number, str)(LONGEST_COMMENT),
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        max_length=254,
        required=False,
        help_text=gettext_lazy(
            "Chỉ để đơn vị trả lời riêng cho bạn: được niêm phong, không hiện ra, tự "
            "xóa sau 90 ngày."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    work = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)

    @property
    def said(self) -> Said:
        """What was sent, once the form is valid."""
        told = self.cleaned_data
        return Said(told["name"], told["text"], told["email"], told["work"])
