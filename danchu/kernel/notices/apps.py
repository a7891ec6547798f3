"""Registration of the outbox."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.kernel.notices.rules import ACTIONS
from danchu.kernel.notices.sentences import SENTENCES


class NoticesConfig(AppConfig):
    """Thư gửi đi."""

    name = "danchu.kernel.notices"
    label = "notices"
    verbose_name = "Thư gửi đi"

    def ready(self) -> None:
        """Make sentences, actions and holdings known."""
        from danchu.kernel.notices.holdings import (  # noqa: PLC0415 -- needs the tables
            HOLDINGS,
        )

        register(SENTENCES)
        register_actions(ACTIONS)
        register_holdings(HOLDINGS)
