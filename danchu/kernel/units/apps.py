"""Registration of the units."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.units.sentences import SENTENCES


class UnitsConfig(AppConfig):
    """Đơn vị."""

    name = "danchu.kernel.units"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
