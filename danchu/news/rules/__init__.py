"""Rules of news: the life of an article, of a comment, and how readers are counted."""

from danchu.news.rules.articles import (
    CORRECT,
    PUBLISH,
    RETURN,
    SUBMIT,
    WITHDRAW,
    WRITE,
)
from danchu.news.rules.comments import REFUSE, SHOW

ACTIONS = (WRITE, SUBMIT, RETURN, PUBLISH, CORRECT, WITHDRAW, SHOW, REFUSE)
DESK_ROLES = frozenset().union(*(action.roles for action in ACTIONS))
"""Who works on the texts of a unit, and sees them before everybody does."""
