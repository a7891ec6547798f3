"""What a browser sends about the design of a form."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from danchu.indicators.queries.duties import PERIOD_NAMES
from danchu.indicators.rules.catalogue import (
    AGG_TIME_NAMES,
    AGG_UNITS_NAMES,
    MEASURE_NAMES,
    VISIBILITY_NAMES,
    Measure,
    Visibility,
)
from danchu.indicators.rules.designs import LONGEST_NAME, MOST_DAYS, Design
from danchu.indicators.services.own_indicators import LONGEST_REASON, NewIndicator
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.units.rules import KIND_NAMES, Tree, UnitKind

Choices = Sequence[tuple[str, str]]


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


_ASKED = [
    kind for kind in UnitKind if kind not in {UnitKind.COUNTRY, UnitKind.DISTRICT}
]
KINDS = [(kind.value, _sentence(KIND_NAMES[kind])) for kind in _ASKED]
PERIODS = [(kind.value, _sentence(name)) for kind, name in PERIOD_NAMES.items()]
TREES = [
    (Tree.TERRITORY.value, "Đơn vị cấp trên theo lãnh thổ"),
    (Tree.LINE.value, "Cơ quan quản lý theo ngành dọc"),
]
CALENDARS = [
    ("", "Lịch thường"),
    ("1", "Kỳ hành chính, từ ngày 15 đến ngày 14"),
]


def _day(label: str, **more: Any) -> forms.DateField:
    written = forms.DateInput(
        format="%d/%m/%Y",
        attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"},
    )
    formats = ["%d/%m/%Y", "%Y-%m-%d"]
    return forms.DateField(label=label, input_formats=formats, widget=written, **more)


def _several(label: str, choices: Choices, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **more
    )


class BeginForm(forms.Form):
    """A new form: empty, or like another."""

    code = forms.CharField(
        label="Mã biểu",
        max_length=10,
        help_text="2 đến 6 chữ cái in hoa không dấu, rồi 1 đến 3 chữ số, ví dụ HG1.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label="Tên biểu", max_length=LONGEST_NAME)
    like = forms.ChoiceField(
        label="Chép các dòng từ biểu",
        required=False,
        help_text="Bản chép là của tỉnh, sửa không ảnh hưởng biểu gốc.",
    )

    def __init__(self, *args: Any, likes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].choices = [("", "Không chép, bắt đầu trống"), *likes]  # type: ignore[attr-defined]  # -- of a ChoiceField


class FactsForm(forms.Form):
    """Whom a form asks, for when, until when, and to whom it goes."""

    name = forms.CharField(label="Tên biểu", max_length=LONGEST_NAME)
    unit_kinds = _several(
        "Nơi nộp: mọi đơn vị trong tỉnh thuộc loại", KINDS, required=False
    )
    units = forms.CharField(
        label="Nơi nộp: thêm từng đơn vị",
        required=False,
        max_length=20_000,
        help_text="Mỗi dòng một đơn vị: tên đầy đủ hoặc mã số.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    trees = _several("Nộp lên", TREES)
    period_kinds = _several(
        "Loại kỳ",
        PERIODS,
        required=False,
        help_text="Chọn “Đợt” nếu là biểu đột xuất, chỉ nộp một lần.",
    )
    administrative = forms.ChoiceField(
        label="Lịch của kỳ", choices=CALENDARS, required=False
    )
    days = forms.IntegerField(
        label="Nộp trong số ngày",
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Kể từ khi hết kỳ; với biểu đột xuất, kể từ ngày ban hành.",
    )
    opens = _day("Biểu đột xuất: số liệu từ ngày", required=False)
    closes = _day("Biểu đột xuất: đến hết ngày", required=False)

    @classmethod
    def of(cls, design: Design, units: Sequence[str]) -> "FactsForm":
        """Return the form filled with what a design says."""
        return cls(
            auto_id=FACTS_ID,
            initial={
                "name": design.name,
                "unit_kinds": design.unit_kinds,
                "units": "\n".join(units),
                "trees": design.trees,
                "period_kinds": design.period_kinds,
                "administrative": "1" if design.administrative else "",
                "days": design.days,
                "opens": design.opens,
                "closes": design.closes,
            },
        )


FACTS_ID = "chung_%s"


class PublishForm(forms.Form):
    """From when an edition is asked for, and why."""

    since = _day(
        "Áp dụng cho các kỳ kết thúc từ ngày",
        help_text="Kỳ kết thúc trước ngày này không bị hỏi, hoặc vẫn theo bản trước. "
        "Biểu đột xuất áp dụng ngay hôm nay.",
    )
    reason = forms.CharField(
        label="Căn cứ, lý do",
        max_length=300,
        help_text="Ví dụ: Kế hoạch số 12/KH-UBND ngày 05/01/2026.",
    )

    @classmethod
    def of(cls, today: date) -> "PublishForm":
        """Return the form as it is shown first."""
        return cls(auto_id=PUBLISH_ID, initial={"since": today})


PUBLISH_ID = "ban-hanh_%s"


class IndicatorForm(forms.Form):
    """An indicator that a province defines."""

    code = forms.CharField(
        label="Mã chỉ tiêu",
        max_length=8,
        help_text="2 đến 4 chữ cái in hoa không dấu, rồi 2 đến 4 chữ số, ví dụ HG01.",
    )
    name = forms.CharField(label="Tên chỉ tiêu", max_length=LONGEST_NAME)
    unit_of_measure = forms.CharField(label="Đơn vị tính", max_length=30)
    measure = forms.ChoiceField(
        label="Loại số",
        choices=[
            (key, _sentence(name))
            for key, name in MEASURE_NAMES.items()
            if key != Measure.PERCENT
        ],
    )
    unit_kinds = _several("Thu thập ở", KINDS)
    agg_units = forms.ChoiceField(
        label="Tổng hợp qua các đơn vị",
        choices=[(key, _sentence(name)) for key, name in AGG_UNITS_NAMES.items()],
    )
    agg_time = forms.ChoiceField(
        label="Tổng hợp qua các kỳ",
        choices=[(key, _sentence(name)) for key, name in AGG_TIME_NAMES.items()],
    )
    dimension = forms.ChoiceField(label="Phân tổ theo", required=False)
    visibility = forms.ChoiceField(
        label="Ai được xem",
        initial=Visibility.INTERNAL,
        choices=[(key, _sentence(name)) for key, name in VISIBILITY_NAMES.items()],
    )
    valid_from = _day("Có hiệu lực từ ngày", required=False)
    valid_to = _day("Đến hết ngày", required=False)
    source = forms.CharField(label="Căn cứ", max_length=300, required=False)

    def __init__(self, *args: Any, dimensions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [("", "Không phân tổ"), *dimensions]  # type: ignore[attr-defined]  # -- of a ChoiceField

    @property
    def told(self) -> NewIndicator:
        """What was typed, once the form is valid."""
        return _told(self.cleaned_data)


class IndicatorChangeForm(IndicatorForm):
    """The definition of an indicator that a province changes, and why."""

    reason = forms.CharField(label="Lý do, căn cứ thay đổi", max_length=LONGEST_REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.disabled, code.help_text = True, "Mã không đổi được."
        self.fields[
            "valid_to"
        ].help_text = (
            "Điền ngày để chỉ tiêu thôi hiệu lực: kỳ sau ngày đó không còn được hỏi."
        )

    @property
    def told(self) -> NewIndicator:
        """What was typed, once the form is valid."""
        said = dict(self.cleaned_data)
        del said["reason"]
        return _told(said)


def _told(said: dict[str, Any]) -> NewIndicator:
    kinds, code = tuple(said["unit_kinds"]), said["code"].upper()
    return NewIndicator(**said | {"unit_kinds": kinds, "code": code})


def refuse(form: forms.Form, broken: RuleBroken) -> None:
    """Show a refusal above a form, or send whoever may not be here away."""
    if broken.code.startswith("access."):
        raise broken
    told = explain(broken)
    form.add_error(None, f"{told.text} {told.cure}")
