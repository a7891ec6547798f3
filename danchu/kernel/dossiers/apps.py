"""Registration of dossiers."""

from django.apps import AppConfig

from danchu.kernel.dossiers.sentences import SENTENCES
from danchu.kernel.errors import register


class DossiersConfig(AppConfig):
    """Hồ sơ."""

    name = "danchu.kernel.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
