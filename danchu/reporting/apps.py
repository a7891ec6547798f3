"""Registration of reporting."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.reporting.rules import ACTIONS
from danchu.reporting.sentences import SENTENCES


class ReportingConfig(AppConfig):
    """Báo cáo định kỳ: bản thảo, duyệt, công bố."""

    name = "danchu.reporting"
    label = "reporting"
    verbose_name = "Báo cáo định kỳ"

    def ready(self) -> None:
        """Make known what of this package is said, done and published."""
        from danchu.kernel.publication.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.reporting.public import REPORT  # noqa: PLC0415 -- as above

        register(SENTENCES)
        register_actions(ACTIONS)
        declare(REPORT)
