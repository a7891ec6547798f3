"""Registration of the blocks."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.surfaces.embeds.sentences import SENTENCES


class EmbedsConfig(AppConfig):
    """Nhúng vào trang khác."""

    name = "danchu.surfaces.embeds"
    label = "embeds"
    verbose_name = "Nhúng vào trang khác"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
