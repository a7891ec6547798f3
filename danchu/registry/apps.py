"""Registration of the registry."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.registry.rules import ACTIONS
from danchu.registry.sentences import SENTENCES


class RegistryConfig(AppConfig):
    """Sổ đơn vị, tài khoản, chức vụ."""

    name = "danchu.registry"
    label = "registry"
    verbose_name = "Sổ đơn vị, tài khoản, chức vụ"

    def ready(self) -> None:
        """Make the sentences and the actions of this package known."""
        register(SENTENCES)
        register_actions(ACTIONS)
