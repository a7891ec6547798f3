"""Deeds on news."""

from danchu.news.services.attaching import attach_file, remove_file
from danchu.news.services.commenting import (
    Said,
    comment_on,
    refuse_comment,
    show_comment,
)
from danchu.news.services.publishing import (
    correct_article,
    publish_article,
    withdraw_article,
)
from danchu.news.services.reading import note_reading
from danchu.news.services.writing import (
    edit_article,
    return_article,
    submit_article,
    write_article,
)

__all__ = [
    "Said",
    "attach_file",
    "comment_on",
    "correct_article",
    "edit_article",
    "note_reading",
    "publish_article",
    "refuse_comment",
    "remove_file",
    "return_article",
    "show_comment",
    "submit_article",
    "withdraw_article",
    "write_article",
]
