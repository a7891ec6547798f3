"""Registration of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Cổng thông tin."""

    name = "danchu.surfaces.portal"
    label = "portal"
    verbose_name = "Cổng thông tin"
