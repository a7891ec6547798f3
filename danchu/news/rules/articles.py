"""The life of an article, who moves it, and what may stand in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.motto import Part
from danchu.kernel.workflow.rules import Step, Workflow
from danchu.lib.vietnamese import fold


class Status(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATUS_NAMES = {
    Status.DRAFT: "Bản nháp",
    Status.SUBMITTED: "Chờ duyệt",
    Status.RETURNED: "Trả lại để sửa",
    Status.PUBLISHED: "Đã đăng",
    Status.WITHDRAWN: "Đã rút",
}
WRITABLE = frozenset({Status.DRAFT, Status.RETURNED})
"""Only these are edited; what stands published is corrected instead."""
SEEN = frozenset({Status.PUBLISHED, Status.WITHDRAWN})
"""What strangers may know of: the text, or that it was taken back and why."""


class Kind(StrEnum):
    """Whether it tells what happened or is kept to be looked up."""

    NEWS = "news"
    DOCUMENT = "document"


KIND_NAMES = {Kind.NEWS: "Tin tức", Kind.DOCUMENT: "Tư liệu"}


class Category(StrEnum):
    """Under which head it stands: the plain ones first, then the parts of the motto."""

    ACTIVITY = "activity"
    PAPER = "paper"
    GUIDANCE = "guidance"
    OUTREACH = "outreach"
    KNOW = "know"
    DISCUSS = "discuss"
    DO = "do"
    INSPECT = "inspect"
    SUPERVISE = "supervise"
    BENEFIT = "benefit"


CATEGORY_NAMES: dict[Category, str] = {
    Category.ACTIVITY: "Tin hoạt động",
    Category.PAPER: "Văn bản",
    Category.GUIDANCE: "Hướng dẫn",
    Category.OUTREACH: "Tuyên truyền",
    **{Category(part.code): part.label for part in Part},
}


class Language(StrEnum):
    """In which language it is written, as `lang` names it."""

    VIETNAMESE = "vi"
    TAY = "tyz"
    HMONG = "hmn"
    KHMER = "km"


LANGUAGE_NAMES = {
    Language.VIETNAMESE: "Tiếng Việt",
    Language.TAY: "Tiếng Tày",
    Language.HMONG: "Tiếng Mông",
    Language.KHMER: "Tiếng Khmer",
}

_WRITERS = frozenset({Role.CLERK, Role.OFFICER, Role.SECRETARY})
_EDITORS = frozenset({Role.HEAD, Role.SECRETARY})

WRITE = Action("news.write", "Soạn tin, bài của đơn vị", _WRITERS, Where.OWN)
SUBMIT = Action("news.submit", "Trình duyệt tin, bài", _WRITERS, Where.OWN)
RETURN = Action("news.return", "Trả lại tin, bài để sửa", _EDITORS, Where.OWN)
PUBLISH = Action("news.publish", "Duyệt đăng tin, bài", _EDITORS, Where.OWN)
CORRECT = Action("news.correct", "Đính chính tin, bài đã đăng", _EDITORS, Where.OWN)
WITHDRAW = Action("news.withdraw", "Rút tin, bài đã đăng", _EDITORS, Where.OWN)

WORKFLOW = Workflow(
    "article",
    (
        Step(Status.DRAFT, Status.SUBMITTED, SUBMIT, "open"),
        Step(Status.RETURNED, Status.SUBMITTED, SUBMIT, "open"),
        Step(Status.SUBMITTED, Status.RETURNED, RETURN, "returned", needs_reason=True),
        Step(Status.SUBMITTED, Status.PUBLISHED, PUBLISH, "done"),
        Step(
            Status.PUBLISHED,
            Status.WITHDRAWN,
            WITHDRAW,
            "cancelled",
            needs_reason=True,
        ),
    ),
    reopens=frozenset({Status.PUBLISHED}),
    has_personal_reasons=True,
)
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY, LONGEST_CORRECTION = 200, 500, 60_000, 300
_SLUG_WORDS = 12


@dataclass(frozen=True)
class Writing:
    """What an article says, as it was typed."""

    kind: str
    category: str
    language: str
    title: str
    summary: str
    body: str


def may_publish(actor: int, written_by: int, editors: Iterable[int]) -> bool:
    """Tell whether a person may publish a text, knowing who wrote it last.

    Nobody publishes their own, except where nobody else at the unit could.

    >>> may_publish(2, 1, [2, 3]), may_publish(2, 2, [2, 3]), may_publish(2, 2, [2])
    (True, False, True)
    """
    return actor != written_by or set(editors) <= {actor}


def slug_of(title: str) -> str:
    """Return what of a title stands in an address.

    >>> slug_of("Xã Tân Yên: lấy ý kiến về đường Đồng Cờ")
    'xa-tan-yen-lay-y-kien-ve-duong-dong-co'
    >>> slug_of("!!!")
    'bai'
    """
    return "-".join(fold(title).split()[:_SLUG_WORDS]) or "bai"


@dataclass(frozen=True)
class Place:
    """Where a list goes on: after what was published then, newest first."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _TICK}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place that an address names; None if it names none."""
        found = _PLACE.fullmatch(text)
        if found is None:
            return None
        return cls(_EPOCH + int(found[1]) * _TICK, int(found[2]))


_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_PLACE = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")
