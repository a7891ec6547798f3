"""Registration of dashboards."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Bảng số liệu."""

    name = "danchu.surfaces.dashboards"
    label = "dashboards"
    verbose_name = "Bảng số liệu"
