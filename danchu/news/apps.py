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
        """Make known what is said, done, held, published, found and erased here."""
        from danchu.kernel.erasures import kinds as erased  # noqa: PLC0415 -- as below
        from danchu.kernel.publication.kinds import declare  # noqa: PLC0415 -- needs models
        from danchu.kernel.search import kinds as search  # noqa: PLC0415 -- as above
        from danchu.news.erasing import COMMENT  # noqa: PLC0415 -- as above
        from danchu.news.findable import FINDABLE  # noqa: PLC0415 -- as above
        from danchu.news.public import ARTICLE  # noqa: PLC0415 -- as above

        register(SENTENCES)
        register_actions(ACTIONS)
        register_holdings(HOLDINGS)
        declare(ARTICLE)
        erased.declare(COMMENT)
        search.declare(FINDABLE)
