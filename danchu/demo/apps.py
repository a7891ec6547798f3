"""Registration of the demonstration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Trình diễn."""

    name = "danchu.demo"
    label = "demo"
    verbose_name = "Trình diễn"
