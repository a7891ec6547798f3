"""How templates write an amount."""

from django import template

from danchu.indicators.wording import amount_written

register = template.Library()

register.filter("luong", amount_written)
