"""Registration of the API."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.surfaces.api.sentences import SENTENCES


class ApiConfig(AppConfig):
    """Giao diện lập trình."""

    name = "danchu.surfaces.api"
    label = "api"
    verbose_name = "Giao diện lập trình"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
