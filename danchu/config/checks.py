"""Wrong settings stop the start with a hint saying what to type."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution

_SHORTEST_KEY = 32


def check_settings(**_: Any) -> list[CheckMessage]:
    """Look for settings that contradict one another."""
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        found.append(
            Error(
                "Khóa bí mật của máy chủ quá ngắn.",
                hint="Hãy bỏ DANCHU_SECRET_KEY để hệ thống tự tạo khóa trong thư mục "
                "dữ liệu, hoặc đặt một chuỗi ngẫu nhiên từ 32 ký tự.",
                id="config.E001",
            )
        )
    if settings.DEMO and settings.PUBLIC_URL.startswith("https://"):
        found.append(
            Caution(
                "Máy chủ công khai đang chạy với số liệu minh họa.",
                hint="Hãy chạy máy chủ thật bằng: python -m danchu start --no-demo",
                id="config.W001",
            )
        )
    if settings.DEBUG and settings.PUBLIC_URL.startswith("https://"):
        found.append(
            Error(
                "Chế độ gỡ lỗi để lộ dữ liệu, không được bật trên máy chủ công khai.",
                hint="Hãy bỏ DANCHU_DEBUG.",
                id="config.E002",
            )
        )
    return found
