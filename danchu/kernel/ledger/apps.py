"""Registration of the ledger."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.ledger.sentences import SENTENCES


class LedgerConfig(AppConfig):
    """Sổ cái công bố."""

    name = "danchu.kernel.ledger"
    label = "ledger"
    verbose_name = "Sổ cái công bố"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
