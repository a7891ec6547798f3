"""Registration of audit."""

from django.apps import AppConfig

from danchu.kernel.audit.sentences import SENTENCES
from danchu.kernel.errors import register


class AuditConfig(AppConfig):
    """Lịch sử."""

    name = "danchu.kernel.audit"
    label = "audit"
    verbose_name = "Lịch sử"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
