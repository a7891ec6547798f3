"""Tables of the catalogue, of filings and of values."""

from danchu.indicators.models.catalogue import (
    Check,
    Dimension,
    Form,
    FormRow,
    Indicator,
    IndicatorVersion,
    Member,
)
from danchu.indicators.models.coverage import Closing, ClosingLine, Plan
from danchu.indicators.models.designs import FormDesign
from danchu.indicators.models.figures import (
    Acceptance,
    Filing,
    Narrative,
    Quotation,
    Remark,
    Value,
)
from danchu.indicators.models.signals import RaisedSignal

__all__ = [
    "Acceptance",
    "Check",
    "Closing",
    "ClosingLine",
    "Dimension",
    "Filing",
    "Form",
    "FormDesign",
    "FormRow",
    "Indicator",
    "IndicatorVersion",
    "Member",
    "Narrative",
    "Plan",
    "Quotation",
    "RaisedSignal",
    "Remark",
    "Value",
]
