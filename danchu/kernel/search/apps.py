"""Registration of search."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.search.sentences import SENTENCES


class SearchConfig(AppConfig):
    """Tìm kiếm."""

    name = "danchu.kernel.search"
    label = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
