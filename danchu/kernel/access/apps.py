"""Registration of access."""

from django.apps import AppConfig

from danchu.kernel.access.sentences import SENTENCES
from danchu.kernel.errors import register


class AccessConfig(AppConfig):
    """Quyền."""

    name = "danchu.kernel.access"
    label = "access"
    verbose_name = "Quyền"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
