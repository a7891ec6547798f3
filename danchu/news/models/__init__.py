"""Tables of news."""

from danchu.news.models.articles import Article

__all__ = ["Article"]
