"""Registration of people."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.kernel.people.sentences import SENTENCES


class PeopleConfig(AppConfig):
    """Tài khoản và chức vụ."""

    name = "danchu.kernel.people"
    label = "people"
    verbose_name = "Tài khoản và chức vụ"

    def ready(self) -> None:
        """Make the sentences and the holdings of this package known."""
        from danchu.kernel.people.holdings import (  # noqa: PLC0415 -- needs the tables
            HOLDINGS,
        )

        register(SENTENCES)
        register_holdings(HOLDINGS)
