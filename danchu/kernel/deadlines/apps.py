"""Registration of deadlines."""

from django.apps import AppConfig

from danchu.kernel.deadlines.sentences import SENTENCES
from danchu.kernel.errors import register


class DeadlinesConfig(AppConfig):
    """Thời hạn."""

    name = "danchu.kernel.deadlines"
    label = "deadlines"
    verbose_name = "Thời hạn"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
