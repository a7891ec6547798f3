"""Registration of the ledger."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.kernel.ledger.sentences import SENTENCES


class LedgerConfig(AppConfig):
    """Sổ cái công bố."""

    name = "danchu.kernel.ledger"
    label = "ledger"
    verbose_name = "Sổ cái công bố"

    def ready(self) -> None:
        """Make the sentences and the holdings of this package known."""
        from danchu.kernel.ledger.holdings import (  # noqa: PLC0415 -- needs the tables
            HOLDINGS,
        )

        register(SENTENCES)
        register_holdings(HOLDINGS)
