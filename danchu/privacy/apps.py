"""Registration of the desk of personal data."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.privacy.rules import ACTIONS
from danchu.privacy.sentences import SENTENCES


class PrivacyConfig(AppConfig):
    """Dữ liệu cá nhân."""

    name = "danchu.privacy"
    label = "privacy"
    verbose_name = "Dữ liệu cá nhân"

    def ready(self) -> None:
        """Make sentences, actions, holdings and the eraser known."""
        from danchu.kernel.erasures.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.privacy.erasing import REQUEST  # noqa: PLC0415 -- as above
        from danchu.privacy.holdings import (  # noqa: PLC0415 -- needs the tables
            HOLDINGS,
        )

        register(SENTENCES)
        register_actions(ACTIONS)
        register_holdings(HOLDINGS)
        declare(REQUEST)
