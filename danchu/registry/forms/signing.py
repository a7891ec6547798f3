"""Forms of signing in and of passwords."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """User name or e-mail and password; allauth asks `adapter` who it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Tên đăng nhập hoặc thư điện tử",
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none"}
            ),
        )
        password = forms.CharField(
            label="Mật khẩu",
            max_length=200,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.fields["password"] = password
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, str]:
        """Ask once, whether a name or an address was typed.

        Allauth would try a known address twice and an unknown one once: two slow
        hashes instead of one tell a stranger which addresses have accounts.
        """
        asked = self.cleaned_data
        return {"username": asked["login"], "password": asked["password"]}


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = forms.CharField(
        label="Mật khẩu mới",
        max_length=200,
        strip=False,
        help_text="Ít nhất 10 ký tự, không phải mật khẩu thường gặp, không chứa tên "
        "của mình.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu mới",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Refuse two that differ."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError("Hai lần nhập không giống nhau.")
        return again


class PasswordForm(NewPasswordForm):
    """The password in use, then a new one twice."""

    old = forms.CharField(
        label="Mật khẩu hiện nay",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")
