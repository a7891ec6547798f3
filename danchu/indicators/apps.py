"""Registration of the indicators."""

from django.apps import AppConfig

from danchu.indicators.sentences import SENTENCES
from danchu.kernel.errors import register


class IndicatorsConfig(AppConfig):
    """Chỉ tiêu, biểu, số liệu, tổng hợp."""

    name = "danchu.indicators"
    verbose_name = "Chỉ tiêu"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
