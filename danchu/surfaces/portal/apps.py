"""Registration of the portal."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.surfaces.portal.sentences import SENTENCES


class PortalConfig(AppConfig):
    """Cổng thông tin."""

    name = "danchu.surfaces.portal"
    label = "portal"
    verbose_name = "Cổng thông tin"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
