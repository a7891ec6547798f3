"""Deeds on news."""

from danchu.news.services.publishing import (
    correct_article,
    publish_article,
    withdraw_article,
)
from danchu.news.services.writing import (
    edit_article,
    return_article,
    submit_article,
    write_article,
)

__all__ = [
    "correct_article",
    "edit_article",
    "publish_article",
    "return_article",
    "submit_article",
    "withdraw_article",
    "write_article",
]
