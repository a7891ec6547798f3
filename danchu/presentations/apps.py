"""Registration of presentations."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.presentations.rules import ACTIONS
from danchu.presentations.sentences import SENTENCES


class PresentationsConfig(AppConfig):
    """Trình chiếu số liệu đã duyệt."""

    name = "danchu.presentations"
    label = "presentations"
    verbose_name = "Trình chiếu"

    def ready(self) -> None:
        """Make sentences and actions known."""
        register(SENTENCES)
        register_actions(ACTIONS)
