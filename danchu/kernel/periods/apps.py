"""Registration of periods."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.periods.sentences import SENTENCES


class PeriodsConfig(AppConfig):
    """Kỳ báo cáo."""

    name = "danchu.kernel.periods"
    label = "periods"
    verbose_name = "Kỳ báo cáo"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
