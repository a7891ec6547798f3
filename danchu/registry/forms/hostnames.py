"""The form of a host name."""

from django import forms


class HostNameForm(forms.Form):
    """Which name, and that it has been made ready."""

    name = forms.CharField(
        label="Tên miền",
        max_length=300,
        help_text="Ví dụ danchu.tanyen.bacninh.gov.vn; không ghi https://.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    is_ready = forms.BooleanField(
        label="Tỉnh quản lý tên miền này; DNS và chứng thư TLS đã trỏ về hệ thống."
    )
