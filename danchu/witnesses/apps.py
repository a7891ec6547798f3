"""Registration of the register of witnesses."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.witnesses.rules import ACTIONS
from danchu.witnesses.sentences import SENTENCES


class WitnessesConfig(AppConfig):
    """Nơi chứng kiến sổ công bố."""

    name = "danchu.witnesses"
    label = "witnesses"
    verbose_name = "Nơi chứng kiến"

    def ready(self) -> None:
        """Make sentences, actions and holdings known."""
        from danchu.witnesses.holdings import HOLDINGS  # noqa: PLC0415 -- needs the tables

        register(SENTENCES)
        register_actions(ACTIONS)
        register_holdings(HOLDINGS)
