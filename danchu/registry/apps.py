"""Registration of the registry."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.registry.rules import ACTIONS
from danchu.registry.sentences import SENTENCES


class RegistryConfig(AppConfig):
    """Sổ đơn vị, tài khoản, chức vụ."""

    name = "danchu.registry"
    label = "registry"
    verbose_name = "Sổ đơn vị, tài khoản, chức vụ"

    def ready(self) -> None:
        """Make sentences, holdings, actions and the eraser known."""
        from danchu.kernel.erasures.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.registry.erasing import ACCOUNT  # noqa: PLC0415 -- as above
        from danchu.registry.holdings import (  # noqa: PLC0415 -- needs the tables
            HOLDINGS,
        )

        register(SENTENCES)
        register_holdings(HOLDINGS)
        register_actions(ACTIONS)
        declare(ACCOUNT)
