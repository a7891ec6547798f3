"""Tables of the catalogue, of filings and of values."""

from danchu.indicators.models.catalogue import (
    Check,
    Dimension,
    Form,
    FormRow,
    Indicator,
    Member,
)
from danchu.indicators.models.figures import Filing, Quotation, Value

__all__ = [
    "Check",
    "Dimension",
    "Filing",
    "Form",
    "FormRow",
    "Indicator",
    "Member",
    "Quotation",
    "Value",
]
