"""Who keeps the books, and what a one-time password is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.units.rules import UnitKind

_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.CLERK})

ACCOUNTS = Action(
    "registry.accounts",
    "Xem tài khoản và chức vụ",
    _ADMINISTRATORS,
    Where.WITHIN,
)
ADD_ACCOUNT = Action(
    "registry.add_account", "Mở tài khoản", _ADMINISTRATORS, Where.WITHIN
)
GRANT_POST = Action(
    "registry.grant_post", "Giao chức vụ", _ADMINISTRATORS, Where.WITHIN
)
END_POST = Action(
    "registry.end_post", "Kết thúc chức vụ", _ADMINISTRATORS, Where.WITHIN
)
RESET_PASSWORD = Action(
    "registry.reset_password", "Cấp lại mật khẩu", _ADMINISTRATORS, Where.WITHIN
)
ADD_VILLAGE = Action(
    "registry.add_village", "Thêm thôn, tổ dân phố", _KEEPERS, Where.WITHIN
)
ADD_BODY = Action(
    "registry.add_body",
    "Thêm cơ quan, đơn vị, doanh nghiệp",
    _KEEPERS,
    Where.WITHIN,
)
ACTIONS = (
    ACCOUNTS,
    ADD_ACCOUNT,
    GRANT_POST,
    END_POST,
    RESET_PASSWORD,
    ADD_VILLAGE,
    ADD_BODY,
)

SIGN_IN, SIGN_IN_FAILED, SIGN_OUT = (
    "registry.sign_in",
    "registry.sign_in_failed",
    "registry.sign_out",
)
CHANGE_PASSWORD = "registry.change_password"  # noqa: S105 -- a verb of history
ADD_TOKEN, REVOKE_TOKEN = "registry.add_token", "registry.revoke_token"
FIRST_ADMINISTRATOR = "registry.add_first_administrator"
SIGNING = (SIGN_IN, SIGN_IN_FAILED, SIGN_OUT)
"""Verbs that concern a person's sessions and do not belong in a unit's history."""

VERB_NAMES = {
    CHANGE_PASSWORD: "Đổi mật khẩu",
    FIRST_ADMINISTRATOR: "Mở tài khoản quản trị đầu tiên",
    ADD_TOKEN: "Cấp mã truy cập cho chương trình",
    REVOKE_TOKEN: "Thu hồi mã truy cập",
}
"""What history calls deeds that are not actions of a post."""

VILLAGE_PARENTS = frozenset({UnitKind.COMMUNE})
BODY_PARENTS = frozenset({UnitKind.COUNTRY, UnitKind.PROVINCE, UnitKind.COMMUNE})
BODY_KINDS = (
    UnitKind.AGENCY,
    UnitKind.PUBLIC_UNIT,
    UnitKind.SOE,
    UnitKind.ENTERPRISE,
    UnitKind.PARTY_ORG,
    UnitKind.FRONT,
)

INVITATION_LASTS = timedelta(days=7)
_CLEAR_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0, 1: a password is read out over a telephone."""


@dataclass(frozen=True)
class Person:
    """Who gets an account."""

    username: str
    full_name: str
    email: str = ""


@dataclass(frozen=True)
class Terms:
    """On what terms a post is held; both days are included."""

    role: str
    valid_from: date
    valid_to: date | None = None
    title: str = ""
    is_acting: bool = False


@dataclass(frozen=True)
class Body:
    """A body to be added: what it is and which flags it bears."""

    kind: UnitKind
    name: str
    sector: str = ""
    has_union: bool | None = None
    has_party_org: bool | None = None


def one_time_password(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a password to be read out once: four groups of four clear letters.

    >>> one_time_password(lambda letters: letters[0])
    'aaaa-aaaa-aaaa-aaaa'
    """
    groups = ("".join(choose(_CLEAR_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def where_in_words(where: Where, unit: str) -> str:
    """Return where a post at `unit` lets somebody act.

    >>> where_in_words(Where.OWN, "Xã Tân Yên")
    'Tại Xã Tân Yên'
    """
    return {
        Where.OWN: f"Tại {unit}",
        Where.PARENT: f"Ở các đơn vị trực tiếp dưới {unit}",
        Where.WITHIN: f"Ở {unit} và mọi đơn vị bên dưới",
    }[where]


def granted(role: str, actions: Iterable[Action]) -> dict[Where, tuple[str, ...]]:
    """Return the labels of what a role may do, by where it may."""
    fitting = [action for action in actions if role in action.roles]
    return {
        where: tuple(action.label for action in fitting if action.where == where)
        for where in Where
        if any(action.where == where for action in fitting)
    }
