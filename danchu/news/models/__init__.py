"""Tables of news."""

from danchu.news.models.articles import Article
from danchu.news.models.comments import Comment
from danchu.news.models.readings import Reading, ReadingSalt

__all__ = ["Article", "Comment", "Reading", "ReadingSalt"]
