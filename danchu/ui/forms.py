"""A form that shows every kind of field on the kit page."""

from django import forms


class SampleForm(forms.Form):
    title = forms.CharField(
        label="Tên công trình",
        max_length=200,
        help_text="Ghi đúng như quyết định đầu tư.",
    )
    kind = forms.ChoiceField(
        label="Loại công trình",
        choices=[("duong", "Đường thôn"), ("nha", "Nhà văn hóa"), ("muong", "Mương")],
    )
    opened_on = forms.DateField(label="Ngày khởi công", help_text="Ví dụ: 08/7/2026.")
    how = forms.ChoiceField(
        label="Hình thức lấy ý kiến",
        widget=forms.RadioSelect,
        choices=[("hop", "Họp thôn"), ("phieu", "Phát phiếu từng hộ")],
    )
    places = forms.MultipleChoiceField(
        label="Nơi niêm yết",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("cong", "Cổng của xã"), ("bang", "Bảng tin thôn")],
    )
    note = forms.CharField(
        label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


def sample_form() -> SampleForm:
    """Give the form as it comes back when two things are wrong."""
    answers = {"title": "Đường thôn Đồng Cờ", "kind": "duong", "opened_on": "32/7/2026"}
    return SampleForm(answers, auto_id="mau_%s")
