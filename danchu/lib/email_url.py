"""The mail server that takes our letters, written as one address."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from danchu.lib.setup_error import SetupError

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class EmailServer:
    """`EMAIL_URL`, understood."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def parse_email_url(text: str) -> EmailServer | None:
    """Understand `EMAIL_URL` or refuse it with a sentence; None if it is empty.

    >>> parse_email_url("smtp+tls://thu:m%40t@mail.example.vn")
    EmailServer(host='mail.example.vn', port=587, user='thu', password='m@t', \
starts_tls=True, is_tls=False)
    >>> parse_email_url("smtp://127.0.0.1:2525").port
    2525
    """
    if not text.strip():
        return None
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise _malformed() from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _malformed()
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _malformed()
    return EmailServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
    )


def _malformed() -> SetupError:
    return SetupError(
        "EMAIL_URL không phải là địa chỉ máy chủ thư dùng được. Hãy ghi như "
        "EMAIL_URL=smtp+tls://tai-khoan:mat-khau@may-chu-thu:587, hoặc bỏ đi để thư "
        "được ghi thành tệp trong thư mục dữ liệu."
    )
