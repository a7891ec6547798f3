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
        """Make known the sentences of this package, and what of it may be found."""
        from danchu.kernel.search.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.surfaces.portal.findable import KINDS  # noqa: PLC0415 -- as above

        register(SENTENCES)
        for kind in KINDS:
            declare(kind)
