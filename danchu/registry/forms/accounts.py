"""Forms of accounts and posts."""

from typing import Any

from django import forms

from danchu.kernel.access.queries import Reach
from danchu.kernel.people.models import ROLE_CHOICES
from danchu.kernel.people.queries import user_named
from danchu.kernel.units.models import Unit
from danchu.registry.queries.accounts import units_meant
from danchu.registry.rules import Person, Terms

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


def day_field(label: str, **more: Any) -> forms.DateField:
    """Return a field for a day, typed as on paper, whatever the browser speaks."""
    written = forms.DateInput(
        format="%d/%m/%Y",
        attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"},
    )
    return forms.DateField(
        label=label, input_formats=DAY_FORMATS, widget=written, **more
    )


class PostForm(forms.Form):
    """A post: where, as what, from when to when.

    The unit is typed; where several fit, the form comes back with them to choose from.
    """

    unit_text = forms.CharField(
        label="Đơn vị",
        max_length=100,
        help_text="Gõ tên hoặc mã đơn vị trong phạm vi đồng chí quản trị.",
    )
    role = forms.ChoiceField(label="Vai trò", choices=ROLE_CHOICES)
    title = forms.CharField(
        label="Chức danh",
        max_length=120,
        required=False,
        help_text="Như trong quyết định, ví dụ “Phó Chủ tịch UBND xã”.",
    )
    valid_from = day_field("Từ ngày")
    valid_to = day_field("Đến hết ngày", required=False)
    manner = forms.ChoiceField(
        label="Hình thức",
        choices=[
            ("full", "Giữ chính thức"),
            ("acting", "Phụ trách tạm thời (phải có ngày kết thúc)"),
        ],
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("unit_text", ""))[:100] if self.is_bound else ""
        self._meant = units_meant(reach, typed)
        if len(self._meant) > 1:
            self.fields["unit"] = forms.TypedChoiceField(
                label="Chọn đúng đơn vị",
                choices=[
                    (one.unit.pk, f"{one.unit.name}, {one.parent}")
                    for one in self._meant
                ],
                coerce=int,
                widget=forms.RadioSelect,
            )
            self.order_fields([*self._before_unit, "unit_text", "unit"])

    _before_unit: tuple[str, ...] = ()

    def clean_unit_text(self) -> str:
        """Refuse what names nothing in reach."""
        if not self._meant:
            raise forms.ValidationError(
                "Không có đơn vị nào như vậy trong phạm vi đồng chí quản trị."
            )
        return str(self.cleaned_data["unit_text"])

    @property
    def unit(self) -> Unit:
        """The unit meant, once the form is valid."""
        chosen = self.cleaned_data.get("unit", self._meant[0].unit.pk)
        return next(one.unit for one in self._meant if one.unit.pk == chosen)

    @property
    def terms(self) -> Terms:
        """On what terms the post is held, once the form is valid."""
        asked = self.cleaned_data
        return Terms(
            role=asked["role"],
            valid_from=asked["valid_from"],
            valid_to=asked["valid_to"],
            title=asked["title"],
            is_acting=asked["manner"] == "acting",
        )


class AccountForm(PostForm):
    """A new account with its first post."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ thường không dấu, chữ số, dấu chấm, gạch nối.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư điện tử", max_length=254, required=False)
    _before_unit = ("username", "full_name", "email")
    field_order = _before_unit

    @property
    def person(self) -> Person:
        """Who gets the account, once the form is valid."""
        asked = self.cleaned_data
        return Person(asked["username"], asked["full_name"], asked["email"])


class GrantForm(PostForm):
    """A post for somebody who has an account, perhaps elsewhere."""

    username = forms.CharField(label="Tên đăng nhập của người giữ", max_length=150)
    _before_unit = ("username",)
    field_order = _before_unit

    def clean_username(self) -> str:
        """Refuse a name that nobody has."""
        name = str(self.cleaned_data["username"]).strip().casefold()
        self.user = user_named(name)
        if self.user is None:
            raise forms.ValidationError(
                "Không có tài khoản nào mang tên này. Hãy mở tài khoản mới."
            )
        return name


class EndForm(forms.Form):
    """The last day of a post."""

    last_day = day_field("Ngày cuối cùng giữ chức vụ")
