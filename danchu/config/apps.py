"""Assembly as a Django application: its sentences, pages and checks."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext

from danchu.config.checks import check_settings
from danchu.config.sentences import SENTENCES
from danchu.kernel import errors


class Assembly(AppConfig):
    """What holds the packages together."""

    name = "danchu.config"
    verbose_name = "Lắp ráp"

    def ready(self) -> None:
        """Make the sentences known and watch over the settings."""
        errors.register(SENTENCES)
        errors.translate_with(gettext)
        register(check_settings)
