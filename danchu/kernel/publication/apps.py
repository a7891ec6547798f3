"""Registration of publication."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.publication.sentences import SENTENCES


class PublicationConfig(AppConfig):
    """Công bố."""

    name = "danchu.kernel.publication"
    label = "publication"
    verbose_name = "Công bố"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
