"""Registration of files."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.files.sentences import SENTENCES


class FilesConfig(AppConfig):
    """Tệp đính kèm."""

    name = "danchu.kernel.files"
    label = "files"
    verbose_name = "Tệp đính kèm"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
