"""Registration of host names."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.hostnames.rules import ACTIONS
from danchu.kernel.hostnames.sentences import SENTENCES


class HostNamesConfig(AppConfig):
    """Tên miền riêng."""

    name = "danchu.kernel.hostnames"
    label = "hostnames"
    verbose_name = "Tên miền riêng"

    def ready(self) -> None:
        """Make sentences and actions known."""
        register(SENTENCES)
        register_actions(ACTIONS)
