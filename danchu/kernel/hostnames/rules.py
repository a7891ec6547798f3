"""What may be the host name of a locality, and who gives and takes it back."""

import re

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.rules import UnitKind

_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

GIVE = Action(
    "hostnames.give_name", "Giao tên miền riêng", _ADMINISTRATORS, Where.WITHIN
)
TAKE_BACK = Action(
    "hostnames.take_back_name",
    "Thu hồi tên miền riêng",
    _ADMINISTRATORS,
    Where.WITHIN,
)
ACTIONS = (GIVE, TAKE_BACK)
"""Both are asked at the province of the unit, so that no commune names itself."""

BEARERS = frozenset({UnitKind.PROVINCE, UnitKind.COMMUNE})
"""Kinds of units that may bear a name."""

LONGEST = 253
_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
PATTERN = rf"^({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?$"
"""ASCII labels and a last one that begins with a letter, so no number of a machine."""
_NAME = re.compile(PATTERN)


def host_name(text: str) -> str:
    """Return a host name as browsers send it, or refuse ``hostnames.not_a_name``.

    >>> host_name(" DanChu.VietLap.BacNinh.gov.vn. ")
    'danchu.vietlap.bacninh.gov.vn'
    >>> host_name("dânchủ.vn")
    'xn--dnch-boa7227b.vn'
    """
    typed = text.strip().lower().removesuffix(".")
    try:
        name = typed.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if len(name) > LONGEST or not _NAME.fullmatch(name):
        raise RuleBroken("hostnames.not_a_name", name=text.strip()[:80])
    return name


def name_in_words(host: str) -> str:
    """Return a host name as people write it.

    >>> name_in_words("xn--dnch-boa7227b.vn")
    'dânchủ.vn'
    """
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
