"""Registration of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Bàn việc."""

    name = "danchu.surfaces.desk"
    label = "desk"
    verbose_name = "Bàn việc"
