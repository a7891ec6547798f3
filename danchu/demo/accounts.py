"""The cast at real units of Bắc Ninh, and a few clerks and heads made for show."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danchu.kernel.people.models import User
from danchu.kernel.people.queries import all_posts, user_named
from danchu.kernel.people.services import change_password, give_post, open_account
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import country, unit_by_code
from danchu.kernel.units.rules import FIRST_NEW_DAY
from danchu.lib.secret_file import secret
from danchu.registry.rules import one_time_password

NATION = "VN"
PROVINCE = "24"
TAN_YEN, NHA_NAM, PHUC_HOA, ELSEWHERE = "07339", "07306", "07330", "01849"


@dataclass(frozen=True)
class Account:
    """What is kept to be printed of an account; who it is stands in its own table."""

    number: int
    purpose: str


@dataclass(frozen=True)
class Seat:
    """A post of somebody of the cast."""

    code: str
    role: str
    title: str
    is_acting: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, with the posts held."""

    username: str
    full_name: str
    purpose: str
    seats: tuple[Seat, ...] = ()


CAST = (
    Person(
        "binh",
        "Trần Thị Bình",
        "nhập số liệu của xã Tân Yên, tỉnh Bắc Ninh",
        (Seat(TAN_YEN, "clerk", "Công chức Văn phòng – Thống kê"),),
    ),
    Person(
        "cuc",
        "Lê Thị Cúc",
        "duyệt số liệu của xã Tân Yên",
        (Seat(TAN_YEN, "head", "Chủ tịch UBND xã"),),
    ),
    Person(
        "hanh",
        "Đinh Thị Hạnh",
        "hai chức vụ ở hai xã, một hộp việc",
        (
            Seat(NHA_NAM, "clerk", "Công chức Văn phòng – Thống kê"),
            Seat(PHUC_HOA, "head", "Phó Chủ tịch phụ trách", is_acting=True),
        ),
    ),
    Person(
        "giang",
        "Hoàng Thị Giang",
        "nhận số liệu của các xã, xem tổng hợp tỉnh Bắc Ninh",
        (Seat(PROVINCE, "secretary", "Thường trực Ban Chỉ đạo tỉnh"),),
    ),
    Person(
        "minh",
        "Bùi Quang Minh",
        "xem tổng hợp cả nước",
        (Seat(NATION, "secretary", "Thường trực Ban Chỉ đạo Trung ương"),),
    ),
    Person(
        "khoa",
        "Vũ Đăng Khoa",
        "xem mọi thứ ở tỉnh Bắc Ninh, không sửa gì",
        (Seat(PROVINCE, "auditor", "Ủy ban Kiểm tra Tỉnh ủy"),),
    ),
    Person(
        "lan",
        "Đỗ Thị Lan",
        "mở tài khoản, giao chức vụ ở tỉnh Bắc Ninh",
        (Seat(PROVINCE, "administrator", "Quản trị hệ thống"),),
    ),
    Person(
        "quang",
        "Ngô Đức Quang",
        "giữ sổ nơi chứng kiến, thư gửi đi của cả hệ thống",
        (Seat(NATION, "administrator", "Quản trị hệ thống"),),
    ),
    Person(
        "dung",
        "Phạm Văn Dũng",
        "nhập số liệu một xã ở Thái Nguyên: không thấy gì của Bắc Ninh",
        (Seat(ELSEWHERE, "clerk", "Công chức Văn phòng – Thống kê"),),
    ),
    Person("an", "Nguyễn Văn An", "người dân: có tài khoản, không có chức vụ"),
)
"""The people tests know too, and Hạnh, who holds two posts. All are invented."""


def demo_password(home: Path) -> str:
    """Return the one password of the demonstration in `home`, made when first asked."""
    return secret(home / "demo.password", make=_password)


def _password() -> str:
    return one_time_password(secrets.choice)


def hire_cast(*, password: str, on: date) -> list[Account]:
    """Open the accounts of the cast with their posts; change nothing that is so."""
    hired = []
    for person in CAST:
        user = _account(person.username, person.full_name, password)
        for seat in person.seats:
            _seat(user, _unit(seat.code, on), seat, on)
        hired.append(Account(user.pk, person.purpose))
    return hired


def hire_extra(*, unit: Unit, code: str, role: str, on: date) -> User:
    """Return the clerk or head made for show at a commune; nobody can sign in to it."""
    username = f"minhhoa.{role}.{code}"
    title = "Lãnh đạo" if role == "head" else "Cán bộ nhập liệu"
    user = user_named(username) or open_account(
        username=username,
        full_name=f"{title} minh họa {unit.name}",
        password=None,
    )
    _seat(user, unit, Seat(code, role, f"{title} (minh họa)"), on)
    return user


def _account(username: str, full_name: str, password: str) -> User:
    user = user_named(username)
    if user is None:
        return open_account(username=username, full_name=full_name, password=password)
    if not user.check_password(password):
        change_password(user=user, password=password)
    return user


def _seat(user: User, unit: Unit, seat: Seat, on: date) -> None:
    if any(
        post.unit_id == unit.pk and post.role == seat.role for post in all_posts(user)
    ):
        return
    give_post(
        user=user,
        unit=unit,
        role=seat.role,
        title=seat.title,
        valid_from=FIRST_NEW_DAY,
        valid_to=date(on.year + 1, 12, 31) if seat.is_acting else None,
        is_acting=seat.is_acting,
    )


def _unit(code: str, on: date) -> Unit:
    return country() if code == NATION else unit_by_code(code, on)
