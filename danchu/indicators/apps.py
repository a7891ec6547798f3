"""Registration of the indicators."""

from django.apps import AppConfig

from danchu.indicators.rules.filings import ACTIONS
from danchu.indicators.sentences import SENTENCES
from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register


class IndicatorsConfig(AppConfig):
    """Chỉ tiêu, biểu, số liệu, tổng hợp."""

    name = "danchu.indicators"
    verbose_name = "Chỉ tiêu"

    def ready(self) -> None:
        """Make the sentences and the actions of this package known."""
        register(SENTENCES)
        register_actions(ACTIONS)
