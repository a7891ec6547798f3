"""Rules of news: the life of an article, of a comment, and how readers are counted."""

from danchu.news.rules.articles import (
    CORRECT,
    PUBLISH,
    RETURN,
    SUBMIT,
    WITHDRAW,
    WRITE,
)

ACTIONS = (WRITE, SUBMIT, RETURN, PUBLISH, CORRECT, WITHDRAW)
DESK_ROLES = frozenset().union(*(action.roles for action in ACTIONS))
"""Who works on the texts of a unit, and sees them before everybody does."""
