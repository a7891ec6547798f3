"""Refusals of the domain, told on the form that asked."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError

from danchu.kernel.errors import RuleBroken, explain


def refusal_of(broken: RuleBroken) -> ValidationError:
    """Return a refusal as a form shows it: what, why and what to do."""
    told = explain(broken)
    return ValidationError(f"{told.text} {told.cure}", code=broken.code)


def tell(form: forms.Form, broken: RuleBroken, fields: Mapping[str, str]) -> None:
    """Show a refusal at the field it concerns; what is not yours stays not there."""
    if broken.code.startswith("access."):
        raise broken
    name = fields.get(broken.code)
    form.add_error(name if name in form.fields else None, refusal_of(broken))
