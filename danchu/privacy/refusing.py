"""Refusals of the domain, told on the form that asked."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError

from danchu.kernel.errors import RuleBroken, explain


def tell(form: forms.Form, broken: RuleBroken, fields: Mapping[str, str]) -> int:
    """Show a refusal at the field it concerns; return the status of the answer."""
    told = explain(broken)
    error = ValidationError(f"{told.text} {told.cure}", code=broken.code)
    form.add_error(fields.get(broken.code), error)
    return told.status
