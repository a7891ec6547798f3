"""Registration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Báo cáo định kỳ."""

    name = "danchu.surfaces.reports"
    label = "reports"
    verbose_name = "Báo cáo định kỳ"
