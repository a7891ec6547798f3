"""Registration of the indicators."""

from django.apps import AppConfig

from danchu.indicators.design_sentences import SENTENCES as DESIGN_SENTENCES
from danchu.indicators.rules.closings import ACTIONS as COVERAGE_ACTIONS
from danchu.indicators.rules.designs import ACTIONS as DESIGN_ACTIONS
from danchu.indicators.rules.filings import ACTIONS
from danchu.indicators.rules.signals import ACTIONS as SIGNAL_ACTIONS
from danchu.indicators.sentences import SENTENCES
from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings


class IndicatorsConfig(AppConfig):
    """Chỉ tiêu, biểu, số liệu, tổng hợp."""

    name = "danchu.indicators"
    verbose_name = "Chỉ tiêu"

    def ready(self) -> None:
        """Make known the sentences, holdings, actions and kinds of this package."""
        from danchu.indicators.holdings import HOLDINGS  # noqa: PLC0415 -- as above
        from danchu.indicators.public import CLOSED, OPEN  # noqa: PLC0415 -- needs models
        from danchu.kernel.publication.kinds import declare  # noqa: PLC0415 -- as above

        register(SENTENCES | DESIGN_SENTENCES)
        register_holdings(HOLDINGS)
        register_actions(
            (*ACTIONS, *COVERAGE_ACTIONS, *DESIGN_ACTIONS, *SIGNAL_ACTIONS)
        )
        for kind in (OPEN, CLOSED):
            declare(kind)
