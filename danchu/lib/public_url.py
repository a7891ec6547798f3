"""The address under which strangers reach this server."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from danchu.lib.setup_error import SetupError

_AT_HOME = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class PublicUrl:
    """`PUBLIC_URL`, understood; empty when the server is only for this machine."""

    text: str = ""
    host: str = ""
    is_secure: bool = False


def parse_public_url(text: str) -> PublicUrl:
    """Understand `PUBLIC_URL` or refuse it with a sentence.

    >>> parse_public_url("https://danchu.gov.vn/").text
    'https://danchu.gov.vn'
    >>> parse_public_url("").is_secure
    False
    """
    if not text.strip():
        return PublicUrl()
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _malformed(text) from None
    is_secure = parts.scheme == "https"
    is_local = parts.scheme == "http" and host in _AT_HOME
    if not host or not (is_secure or is_local):
        raise _malformed(text)
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise _malformed(text)
    shown = f"[{host}]" if ":" in host else host
    tail = f":{port}" if port else ""
    return PublicUrl(f"{parts.scheme}://{shown}{tail}", host, is_secure)


def _malformed(text: str) -> SetupError:
    return SetupError(
        f"PUBLIC_URL=“{text}” không phải là địa chỉ dùng được. Hãy ghi tên miền sau "
        "https:// và không ghi gì thêm, ví dụ: PUBLIC_URL=https://danchu.example.vn"
    )
