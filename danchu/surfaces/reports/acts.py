"""What a posted page of reports asks for, carried out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from danchu.kernel.access.gates import SignedInRequest
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.reporting.filling import MOST_BYTES
from danchu.reporting.rules import Status
from danchu.surfaces.reports import own, pages

PART, PICKED = "phan-", "chon-"
_MOVES: Mapping[str, tuple[Status, str]] = {
    "reporting.approve": (Status.APPROVED, "Đã duyệt báo cáo."),
    "reporting.return": (Status.DRAFT, "Đã mở lại báo cáo để sửa."),
    "reporting.publish": (Status.PUBLISHED, "Đã công bố báo cáo."),
    "reporting.withdraw": (Status.WITHDRAWN, "Đã rút báo cáo."),
}


def begin(user: User, asked: QueryDict, at: datetime) -> int:
    """Begin the report that was asked for; return its number."""
    return pages.make(
        user=user,
        unit=asked.get("don-vi", ""),
        period=asked.get("ky", ""),
        until=asked.get("den-ky", ""),
        kind=asked.get("loai", ""),
        at=at,
    )


def act(user: User, pk: int, asked: QueryDict, at: datetime) -> str:
    """Carry out the deed of a posted page; return what to say."""
    deed = asked.get("viec", "")
    if deed in _MOVES:
        to, said = _MOVES[deed]
        reason, revision = asked.get("ly-do", "")[:500], _revision(asked)
        pages.move(user=user, pk=pk, to=to, reason=reason, revision=revision, at=at)
        return said
    return _deed(deed)(user, pk, asked, at)


def template(request: SignedInRequest, at: datetime) -> tuple[Sequence[str], str]:
    """Take a unit's own template or let it go; return its faults, and what to say."""
    asked, given = request.POST, request.FILES.get("tep")
    unit, kind = asked.get("don-vi", ""), asked.get("loai", "")
    user, on = request.user, timezone.localdate(at)
    if asked.get("viec") == "bo":
        own.drop(user=user, on=on, unit=unit, kind=kind, at=at)
        return (), "Đã bỏ mẫu riêng."
    data = given.read(MOST_BYTES + 1) if given is not None else b""
    name = (given.name or "") if given is not None else ""
    faults = own.keep(
        user=user, on=on, unit=unit, kind=kind, data=data, name=name, at=at
    )
    return faults, "Đã nhận mẫu. Báo cáo tải về từ nay có thêm bản theo mẫu này."


def _deed(name: str) -> Callable[[User, int, QueryDict, datetime], str]:
    try:
        return _DEEDS[name]
    except KeyError:
        raise RuleBroken("reporting.unknown_deed") from None


def _write(user: User, pk: int, asked: QueryDict, at: datetime) -> str:
    """Write the parts of the page, with what was picked of the units' words below."""
    said = {
        name.removeprefix(PART): "\n".join([text, *asked.getlist(_picked(name))])
        for name, text in asked.items()
        if name.startswith(PART) and isinstance(text, str)
    }
    fresh = pages.write(user=user, pk=pk, said=said, revision=_revision(asked), at=at)
    return f"Đã lưu {len(fresh)} phần viết tay." if fresh else "Không có gì thay đổi."


def _cut(user: User, pk: int, asked: QueryDict, at: datetime) -> str:
    pages.cut_again(user=user, pk=pk, revision=_revision(asked), at=at)
    return "Đã cập nhật số liệu; các phần viết tay được giữ nguyên."


def _picked(name: str) -> str:
    return f"{PICKED}{name.removeprefix(PART)}"


def _revision(asked: QueryDict) -> int:
    text = asked.get("phien-ban", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 -- more digits than any revision


_DEEDS: Mapping[str, Callable[[User, int, QueryDict, datetime], str]] = {
    "reporting.write": _write,
    "reporting.cut": _cut,
}
