"""The people and places every test knows. All of them are invented.

Tỉnh An Bình has xã Hòa Thuận and phường Tân Lập; tỉnh Trường Sơn lies elsewhere.
An is a citizen, Bình a clerk and Cúc the head in Hòa Thuận; Dũng is what Bình is, but
elsewhere, and must see nothing. Giang is the province's secretary, Khoa its auditor,
Lan its administrator; Minh is the secretary of the nation.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post, open_account
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit

PASSWORD = "ruong-bac-thang-26"  # noqa: S105 -- of invented people, in tests only
SINCE = date(2015, 1, 1)
"""Since when everybody holds the post."""


@dataclass(frozen=True)
class Cast:
    """Everybody, and where they are."""

    nation: Unit
    an_binh: Unit
    hoa_thuan: Unit
    tan_lap: Unit
    elsewhere_province: Unit
    elsewhere: Unit
    an: User
    binh: User
    cuc: User
    dung: User
    giang: User
    khoa: User
    lan: User
    minh: User


def make_cast() -> Cast:
    """Make the places, the people and their posts; who signs in uses `PASSWORD`."""
    nation = add_unit(kind=UnitKind.COUNTRY, name="Việt Nam", parent=None, code="VN")
    an_binh = _province(nation, "Tỉnh An Bình", "901")
    hoa_thuan = _commune(an_binh, "Xã Hòa Thuận", "90101")
    tan_lap = _commune(an_binh, "Phường Tân Lập", "90102")
    other = _province(nation, "Tỉnh Trường Sơn", "902")
    elsewhere = _commune(other, "Xã Suối Ngọc", "90201")
    return Cast(
        nation=nation,
        an_binh=an_binh,
        hoa_thuan=hoa_thuan,
        tan_lap=tan_lap,
        elsewhere_province=other,
        elsewhere=elsewhere,
        an=hire("an", "Nguyễn Văn An"),
        binh=hire("binh", "Trần Thị Bình", hoa_thuan, "clerk"),
        cuc=hire("cuc", "Lê Thị Cúc", hoa_thuan, "head", "Chủ tịch UBND xã"),
        dung=hire("dung", "Phạm Văn Dũng", elsewhere, "clerk"),
        giang=hire("giang", "Hoàng Thị Giang", an_binh, "secretary"),
        khoa=hire("khoa", "Vũ Đăng Khoa", an_binh, "auditor"),
        lan=hire("lan", "Đỗ Thị Lan", an_binh, "administrator"),
        minh=hire("minh", "Bùi Quang Minh", nation, "secretary"),
    )


def hire(
    username: str,
    full_name: str,
    unit: Unit | None = None,
    role: str = "",
    title: str = "",
) -> User:
    """Open an account and, where a unit is named, give it a post there."""
    user = open_account(username=username, full_name=full_name, password=None)
    user.password = _hashed()
    user.save(update_fields=["password"])
    if unit is not None:
        give_post(user=user, unit=unit, role=role, title=title, valid_from=SINCE)
    return user


def _province(nation: Unit, name: str, code: str) -> Unit:
    return add_unit(
        kind=UnitKind.PROVINCE, name=name, label="Tỉnh", parent=nation, code=code
    )


def _commune(province: Unit, name: str, code: str) -> Unit:
    label = name.split(" ", 1)[0]
    return add_unit(
        kind=UnitKind.COMMUNE, name=name, label=label, parent=province, code=code
    )


@cache
def _hashed() -> str:
    """Hash once: eight slow hashes before every test would be most of its time."""
    return make_password(PASSWORD)
