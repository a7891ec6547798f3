"""Registration of news."""

from django.apps import AppConfig

from danchu.kernel.access.actions import register_actions
from danchu.kernel.errors import register
from danchu.kernel.holdings import register_holdings
from danchu.news.holdings import HOLDINGS
from danchu.news.rules import ACTIONS
from danchu.news.sentences import SENTENCES


class NewsConfig(AppConfig):
    """Tin tức, tư liệu."""

    name = "danchu.news"
    label = "news"
    verbose_name = "Tin tức, tư liệu"

    def ready(self) -> None:
        """Make known what of this package is said, done, held, published and found."""
        from danchu.kernel.publication.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.kernel.search import kinds as search  # noqa: PLC0415 -- as above
        from danchu.news.findable import FINDABLE  # noqa: PLC0415 -- as above
        from danchu.news.public import ARTICLE  # noqa: PLC0415 -- as above

        register(SENTENCES)
        register_actions(ACTIONS)
        register_holdings(HOLDINGS)
        declare(ARTICLE)
        search.declare(FINDABLE)
