"""Registration of people."""

from django.apps import AppConfig

from danchu.kernel.errors import register
from danchu.kernel.people.sentences import SENTENCES


class PeopleConfig(AppConfig):
    """Tài khoản và chức vụ."""

    name = "danchu.kernel.people"
    label = "people"
    verbose_name = "Tài khoản và chức vụ"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        register(SENTENCES)
