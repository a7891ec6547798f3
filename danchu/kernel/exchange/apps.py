"""Registration of the exchange of files."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.exchange.sentences import SENTENCES


class ExchangeConfig(AppConfig):
    """Nhập, xuất bằng tệp."""

    name = "danchu.kernel.exchange"
    label = "exchange"
    verbose_name = "Nhập, xuất bằng tệp"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
