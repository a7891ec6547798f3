"""Refusals of the domain, told on the form that asked."""

from django import forms
from django.core.exceptions import ValidationError

from danchu.kernel.errors import RuleBroken, explain


def tell(form: forms.Form, broken: RuleBroken, field: str | None) -> int:
    """Show a refusal at the field it concerns; return the status of the answer."""
    if broken.code.startswith("access."):
        raise broken
    told = explain(broken)
    error = ValidationError(f"{told.text} {told.cure}", code=broken.code)
    form.add_error(field, error)
    return told.status
