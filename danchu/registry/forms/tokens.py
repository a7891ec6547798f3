"""The form of a token."""

from collections.abc import Sequence
from typing import Any

from django import forms

from danchu.kernel.people.models import Post
from danchu.kernel.people.rules import MOST_TOKEN_DAYS, TOKEN_DAYS


class TokenForm(forms.Form):
    """For which post, for what, for how long."""

    post = forms.TypedChoiceField(
        label="Dùng quyền của chức vụ",
        coerce=int,
        help_text="Chương trình chỉ đọc và làm được những gì chức vụ này cho phép.",
    )
    name = forms.CharField(
        label="Dùng vào việc",
        max_length=80,
        help_text="Tên phần mềm hoặc công việc, ví dụ “Phần mềm một cửa của xã”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.IntegerField(
        label="Số ngày dùng được",
        initial=TOKEN_DAYS,
        min_value=1,
        max_value=MOST_TOKEN_DAYS,
        help_text=f"Nhiều nhất {MOST_TOKEN_DAYS} ngày, và không quá ngày hết chức vụ.",
    )

    def __init__(self, *args: Any, posts: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._posts = {post.pk: post for post in posts}
        chosen: Any = self.fields["post"]
        chosen.choices = [
            (post.pk, f"{post.called}, {post.unit.name}") for post in posts
        ]

    @property
    def chosen(self) -> Post:
        """The post meant, once the form is valid."""
        return self._posts[self.cleaned_data["post"]]
