"""How templates write a period."""

from django import template

from danchu.kernel.periods.wording import period_text

register = template.Library()

register.filter("ky", period_text)
