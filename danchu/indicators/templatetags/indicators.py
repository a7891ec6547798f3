"""How templates write an amount, and on what an indicator rests."""

from django import template

from danchu.indicators.rules.bases import in_words
from danchu.indicators.wording import amount_written

register = template.Library()

register.filter("luong", amount_written)
register.filter("can_cu", in_words)
