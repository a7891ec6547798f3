"""Deeds on figures."""

from danchu.indicators.services.articles import load_articles
from danchu.indicators.services.catalogue import load_catalogue
from danchu.indicators.services.entering import (
    correct_value,
    correct_values,
    enter_values,
)
from danchu.indicators.services.extensions import extend_filing
from danchu.indicators.services.filings import (
    accept_filing,
    approve_filing,
    open_filing,
    reopen_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.services.narratives import write_narratives
from danchu.indicators.services.publishing import publish_filing, withdraw_filing

__all__ = [
    "accept_filing",
    "approve_filing",
    "correct_value",
    "correct_values",
    "enter_values",
    "extend_filing",
    "load_articles",
    "load_catalogue",
    "open_filing",
    "publish_filing",
    "reopen_filing",
    "return_filing",
    "submit_filing",
    "withdraw_filing",
    "write_narratives",
]
