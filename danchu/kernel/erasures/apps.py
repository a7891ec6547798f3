"""Registration of erasures."""

from django.apps import AppConfig

from danchu.kernel.erasures.sentences import SENTENCES
from danchu.kernel.errors import register


class ErasuresConfig(AppConfig):
    """Xóa dữ liệu cá nhân."""

    name = "danchu.kernel.erasures"
    label = "erasures"
    verbose_name = "Xóa dữ liệu cá nhân"

    def ready(self) -> None:
        """Make known the sentences, and how published items are erased."""
        from danchu.kernel.erasures.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.kernel.erasures.published import (  # noqa: PLC0415 -- as above
            PUBLISHED,
        )

        register(SENTENCES)
        declare(PUBLISHED)
