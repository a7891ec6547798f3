"""Registration of publication."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Công bố."""

    name = "danchu.kernel.publication"
    label = "publication"
    verbose_name = "Công bố"
