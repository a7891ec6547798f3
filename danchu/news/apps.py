"""Registration of news."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.news.rules import ACTIONS
from danchu.news.sentences import SENTENCES


class NewsConfig(AppConfig):
    """Tin tức, tư liệu."""

    name = "danchu.news"
    label = "news"
    verbose_name = "Tin tức, tư liệu"

    def ready(self) -> None:
        """Make known the sentences, actions and the published kind of this package."""
        from danchu.kernel.publication.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.news.public import ARTICLE  # noqa: PLC0415 -- as above

        register(SENTENCES)
        register_actions(ACTIONS)
        declare(ARTICLE)
