"""The first account of a real server; every later one is made by somebody."""

import getpass
import os
import sys
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from danchu.kernel.people.models import Post, User
from danchu.lib.setup_error import SetupError
from danchu.registry.services.accounts import add_first_administrator

_HOW = (
    "Hãy chạy lệnh trong một cửa sổ dòng lệnh để được hỏi, hoặc đặt sẵn: "
    "DANCHU_ADMIN='tên-đăng-nhập:Họ và Tên:mật-khẩu'"
)


@dataclass(frozen=True)
class Asked:
    """What one must say to become the first administrator."""

    username: str
    full_name: str
    password: str


def ensure_first_administrator() -> str:
    """Make the first administrator unless there is one; return the name made, or ''."""
    if Post.objects.filter(role="administrator").exists():
        return ""
    given = os.environ.get("DANCHU_ADMIN", "")
    asked = _from_environment(given) if given else _from_terminal()
    add_first_administrator(
        username=asked.username,
        full_name=asked.full_name,
        password=asked.password,
        at=timezone.now(),
    )
    return asked.username


def _from_environment(given: str) -> Asked:
    parts = given.split(":", 2)
    if len(parts) != 3 or not all(part.strip() for part in parts):  # noqa: PLR2004 -- name, full name, password
        raise SetupError(f"DANCHU_ADMIN không đúng dạng. {_HOW}")
    asked = Asked(parts[0].strip(), parts[1].strip(), parts[2])
    if problems := problems_of(asked):
        raise SetupError(f"DANCHU_ADMIN không dùng được: {' '.join(problems)}")
    return asked


def _from_terminal() -> Asked:
    if not sys.stdin.isatty():
        raise SetupError(f"Máy chủ chưa có người quản trị nào. {_HOW}")
    sys.stderr.write("Máy chủ chưa có người quản trị. Xin khai người đầu tiên.\n")
    while True:
        asked = Asked(
            _line("Tên đăng nhập: "),
            _line("Họ và tên: "),
            getpass.getpass("Mật khẩu: "),
        )
        problems = problems_of(asked)
        if getpass.getpass("Nhập lại mật khẩu: ") != asked.password:
            problems.append("Hai lần nhập mật khẩu không giống nhau.")
        if not problems:
            return asked
        sys.stderr.write("\n".join([*problems, "Xin nhập lại.", ""]))


def _line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise SetupError(f"Máy chủ chưa có người quản trị nào. {_HOW}")
    return line.strip()


def problems_of(asked: Asked) -> list[str]:
    """Say what is wrong with an answer, in the words of the forms."""
    user = User(username=asked.username, full_name=asked.full_name)
    problems: list[str] = []
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        problems += error.messages
    try:
        validate_password(asked.password, user)
    except ValidationError as error:
        problems += error.messages
    return problems
