"""Registration of deadlines."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.deadlines.rules import MARK_DAY
from danchu.kernel.deadlines.sentences import SENTENCES
from danchu.kernel.errors import register


class DeadlinesConfig(AppConfig):
    """Thời hạn."""

    name = "danchu.kernel.deadlines"
    label = "deadlines"
    verbose_name = "Thời hạn"

    def ready(self) -> None:
        """Make the sentences and the actions of this package known."""
        register(SENTENCES)
        register_actions((MARK_DAY,))
