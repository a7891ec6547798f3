"""Registration of audit."""

from django.apps import AppConfig

from danchu.kernel.audit.sentences import SENTENCES
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings


class AuditConfig(AppConfig):
    """Lịch sử."""

    name = "danchu.kernel.audit"
    label = "audit"
    verbose_name = "Lịch sử"

    def ready(self) -> None:
        """Make the sentences and the holdings of this package known."""
        from danchu.kernel.audit.holdings import (  # noqa: PLC0415 -- needs the tables
            HOLDINGS,
        )

        register(SENTENCES)
        register_holdings(HOLDINGS)
