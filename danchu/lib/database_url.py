"""Turning a PostgreSQL address into Django's settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from danchu.lib.setup_error import SetupError


def parse_database_url(url: str) -> dict[str, Any]:
    """Return NAME, USER, PASSWORD, HOST and PORT of a ``postgresql://`` address.

    A socket folder stands in the query, as libpq has it. An empty address gives an
    empty answer, so that commands which need no database still run.

    >>> parse_database_url("postgresql://a:b%40c@/danchu?host=/tmp/s")["PASSWORD"]
    'b@c'
    >>> parse_database_url("postgresql://a@db:6432/x")["PORT"]
    '6432'
    """
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _malformed() from None
    if parts.scheme not in {"postgresql", "postgres"}:
        raise _malformed()
    query = parse_qs(parts.query)
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "danchu",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(port or query.get("port", [""])[0]),
    }


def _malformed() -> SetupError:
    return SetupError(
        "DATABASE_URL phải bắt đầu bằng postgresql://, "
        "ví dụ postgresql://danchu_app:mat-khau@may-chu:5432/danchu"
    )
