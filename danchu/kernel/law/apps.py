"""Registration of law."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.law.sentences import SENTENCES


class LawConfig(AppConfig):
    """Pháp luật."""

    name = "danchu.kernel.law"
    label = "law"
    verbose_name = "Pháp luật"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
