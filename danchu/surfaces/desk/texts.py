"""Texts to approve or to put right, and what readers said, as tasks of the desk."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from danchu.kernel.people.models import Post, User
from danchu.news.waiting import (
    CommentsWaiting,
    TextWaiting,
    comments_waiting,
    texts_waiting,
)
from danchu.surfaces.desk.waiting import Group, Link, Task
from danchu.ui import numerals

APPROVE, REWRITE, READ = "tin-bai-cho-duyet", "tin-bai-tra-lai", "y-kien-cho-doc"
HEADS = {
    APPROVE: "Tin, bài chờ đồng chí duyệt",
    REWRITE: "Tin, bài trả lại để sửa",
    READ: "Ý kiến bạn đọc chờ đồng chí đọc",
}


def groups_of_news(user: User, posts: Sequence[Post], today: date) -> list[Group]:
    """Return what waits for `user` in news; none of it has a term by law."""
    texts = texts_waiting(user, posts, today)
    found = {
        APPROVE: [_text(one) for one in texts if not one.is_returned],
        REWRITE: [_text(one) for one in texts if one.is_returned],
    }
    said = comments_waiting(posts)
    groups = [
        Group(ident, HEADS[ident], len(tasks), tuple(tasks))
        for ident, tasks in found.items()
        if tasks
    ]
    if said:
        count = sum(one.count for one in said)
        groups.append(Group(READ, HEADS[READ], count, tuple(map(_comments, said))))
    return groups


def _text(one: TextWaiting) -> Task:
    return Task(
        state="late" if one.is_returned else "provisional",
        word="Trả lại để sửa" if one.is_returned else "Chờ duyệt",
        law="",
        deed=one.title,
        facts=f"{one.place}, lưu lúc {numerals.moment(one.at)}",
        button="Sửa" if one.is_returned else "Duyệt",
        links=(Link(one.place, reverse("news:desk_article", args=[one.pk])),),
    )


def _comments(one: CommentsWaiting) -> Task:
    return Task(
        state="provisional",
        word="Chờ duyệt",
        law="",
        deed=f"Đọc {numerals.number(one.count)} ý kiến bạn đọc",
        facts=f"{one.place}, ý kiến đầu tiên lúc {numerals.moment(one.since)}",
        button="Đọc",
        links=(Link(one.place, reverse("news:comments")),),
    )
