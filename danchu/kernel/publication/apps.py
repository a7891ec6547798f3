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
        """Make known the sentences of this package, and have the search follow."""
        from danchu.kernel.publication.kinds import follow  # noqa: PLC0415 -- needs models
        from danchu.kernel.search.services import refresh  # noqa: PLC0415 -- as above

        register(SENTENCES)
        follow(refresh)
