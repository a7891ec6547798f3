"""The life of a report, who moves it, and what may stand in its parts by hand."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.workflow.rules import Step, Workflow
from danchu.lib.texts import tidy


class Kind(StrEnum):
    """Which report it is."""

    QCDC = "qcdc"
    DAN_VAN = "dan_van"


KIND_NAMES = {
    Kind.QCDC: "Kết quả thực hiện Quy chế dân chủ ở cơ sở",
    Kind.DAN_VAN: "Kết quả công tác dân vận chính quyền",
}


class Status(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATUS_NAMES = {
    Status.DRAFT: "Bản nháp",
    Status.APPROVED: "Đã duyệt",
    Status.PUBLISHED: "Đã công bố",
    Status.WITHDRAWN: "Đã rút",
}
_WRITERS = frozenset({Role.SECRETARY, Role.CLERK, Role.OFFICER})
_LEADERS = frozenset({Role.HEAD, Role.SECRETARY})

WRITE = Action("reporting.write", "Lập, viết báo cáo của đơn vị", _WRITERS, Where.OWN)
APPROVE = Action("reporting.approve", "Duyệt báo cáo", _LEADERS, Where.OWN)
RETURN = Action("reporting.return", "Mở lại báo cáo đã duyệt", _LEADERS, Where.OWN)
PUBLISH = Action("reporting.publish", "Công bố báo cáo", _LEADERS, Where.OWN)
WITHDRAW = Action("reporting.withdraw", "Rút báo cáo đã công bố", _LEADERS, Where.OWN)
TEMPLATE = Action(
    "reporting.template", "Đặt mẫu báo cáo riêng của đơn vị", _LEADERS, Where.OWN
)
ACTIONS = (WRITE, APPROVE, RETURN, PUBLISH, WITHDRAW, TEMPLATE)

WORKFLOW = Workflow(
    "report",
    (
        Step(Status.DRAFT, Status.APPROVED, APPROVE, "open"),
        Step(Status.APPROVED, Status.DRAFT, RETURN, "returned", needs_reason=True),
        Step(Status.APPROVED, Status.PUBLISHED, PUBLISH, "done"),
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
LONGEST_PART = 20_000
"""Characters of one part by hand: some eight printed pages."""
LONGEST_KEY = 40
LONGEST_NAME = 120
"""Of the name of a template's file."""


def open_figures(cut: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the figures of a cut that were open to everybody, told as to everybody.

    Of the year before nothing is told where that was not open too: neither its number
    nor the change, from which it could be reckoned.

    >>> figure = {"is_open": True, "before": "7", "change": "tăng", "before_have": 0}
    >>> open_figures({"figures": [figure, {"is_open": False}]})[0]["before"]
    ''
    """
    return [
        one if one.get("before_have") else without_before(one)
        for one in cut["figures"]
        if one["is_open"]
    ]


def without_before(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return a figure of a cut that says nothing of the year before."""
    return {**figure, "before": "", "change": "", "before_have": 0}


def tidy_part(text: str) -> str:
    r"""Return a part as it is kept: paragraphs apart by line ends, no rims.

    >>> tidy_part("  Một.\r\n\r\n\r\nHai\x00.\t ") == "Một.\n\nHai."
    True
    """
    lines = [" ".join(one.split()) for one in tidy(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def changed_parts(stored: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Return the parts that say something else than what is stored, tidied.

    >>> changed_parts({"a": "Một", "b": "Hai"}, {"a": " Một ", "b": "Ba"})
    {'b': 'Ba'}
    """
    fresh = {key: tidy_part(text) for key, text in said.items()}
    return {key: text for key, text in fresh.items() if stored.get(key, "") != text}
