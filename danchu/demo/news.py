"""Articles of some units of Bắc Ninh, made through the services a person uses.

All events in them are invented, and each says so in its last line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from danchu.demo.accounts import NHA_NAM, PHUC_HOA, PROVINCE, TAN_YEN, hire_extra
from danchu.demo.rules import between
from danchu.demo.texts import CORRECTED, REMARKS, TEXTS, WITHDRAWN, Text
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import user_named
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_code
from danchu.news.models import Article
from danchu.news.queries import has_written
from danchu.news.rules.articles import Status, Writing
from danchu.news.services import (
    comment_on,
    correct_article,
    note_reading,
    publish_article,
    show_comment,
    submit_article,
    withdraw_article,
    write_article,
)
from danchu.news.services.reading import close_days

_CODES = {
    "Tân Yên": TAN_YEN,
    "Nhã Nam": NHA_NAM,
    "Phúc Hòa": PHUC_HOA,
    "Bắc Ninh": PROVINCE,
}
_WRITERS = {TAN_YEN: "binh", NHA_NAM: "hanh", PROVINCE: "giang"}
_EDITORS = {TAN_YEN: "cuc", PHUC_HOA: "hanh", PROVINCE: "giang"}


@dataclass(frozen=True)
class Desk:
    """A unit with who writes and who publishes there."""

    unit: Unit
    writer: User
    editor: User


def write_for_show(*, at: datetime, on: date) -> list[Article]:
    """Write the articles where nobody has written yet; return those made."""
    made = []
    for text in TEXTS:
        desk = _desk(_CODES[text.place], on)
        if not has_written(desk.unit, text.title):
            made.append(_write(desk, text, at - timedelta(hours=text.hours_ago)))
    _read_and_answer(made, at)
    return made


def _read_and_answer(made: Sequence[Article], at: datetime) -> None:
    """Have readers of yesterday, and two who said something."""
    for article in made:
        for reader in range(between(12, 60, article.title)):
            note_reading(
                article=article.pk,
                address=f"reader {reader}",
                agent="",
                at=at - timedelta(days=1),
            )
        for place, said in enumerate(REMARKS.get(article.title, ())):
            comment = comment_on(article=article.pk, said=said, at=at)
            if place == 0:
                show_comment(actor=article.written_by, comment=comment, at=at)
    close_days(before=timezone.localdate(at))


def _desk(code: str, on: date) -> Desk:
    unit = unit_by_code(code, on)
    writer, editor = (
        user_named(names.get(code, ""))
        or hire_extra(unit=unit, code=code, role=role, on=on)
        for names, role in ((_WRITERS, "clerk"), (_EDITORS, "head"))
    )
    return Desk(unit, writer, editor)


def _write(desk: Desk, text: Text, at: datetime) -> Article:
    said = Writing(
        kind=text.kind,
        category=text.category,
        language="vi",
        title=text.title,
        summary=text.summary,
        body=text.body,
    )
    article = write_article(actor=desk.writer, unit=desk.unit, writing=said, at=at)
    if text.status is Status.DRAFT:
        return article
    submit_article(actor=desk.writer, article=article, at=at)
    if text.status is Status.SUBMITTED:
        return article
    publish_article(actor=desk.editor, article=article, at=at)
    if text.title == CORRECTED.title:
        _correct(desk, article, said, at + timedelta(hours=3))
    if text.title == WITHDRAWN.title:
        withdraw_article(
            actor=desk.editor,
            article=article,
            reason=WITHDRAWN.why,
            at=at + timedelta(hours=5),
        )
    return article


def _correct(desk: Desk, article: Article, said: Writing, at: datetime) -> None:
    right = said.body.replace(CORRECTED.wrong, CORRECTED.right)
    correct_article(
        actor=desk.editor,
        article=article,
        writing=replace(said, body=right),
        revision=article.revision,
        correction=CORRECTED.why,
        at=at,
    )
