"""The look as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.core import checks

from danchu.ui.icons import BUILT


def check_assets(**_: Any) -> list[checks.CheckMessage]:
    """Warn while fonts, styles and icons have not been built."""
    if BUILT.exists():
        return []
    hint = "npm ci --ignore-scripts && python -m danchu.ui.assets"
    return [
        checks.Warning(
            "Fonts, styles and icons are not built.", hint=hint, id="ui.W001"
        )
    ]


class UiConfig(AppConfig):
    """Frames, parts and styles."""

    name = "danchu.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        """Watch over the built files."""
        checks.register(check_assets, checks.Tags.staticfiles)
