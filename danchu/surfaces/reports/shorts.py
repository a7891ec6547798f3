"""Short addresses of figures: indicator, unit and period, as papers print them."""

import re
from urllib.parse import urlencode

from django.urls import reverse

from danchu.kernel.errors import RuleBroken

_FIGURE = re.compile(r"([A-Z]{1,4}[0-9]{2,4})\.([0-9]{1,18})\.([0-9A-Za-z:,-]{4,120})")


def address_of(figure: str) -> str:
    """Return where a short address leads; raise where it names no figure.

    >>> address_of("nothing")
    Traceback (most recent call last):
    danchu.kernel.errors.RuleBroken: reporting.no_figure
    """
    found = _FIGURE.fullmatch(figure)
    if found is None:
        raise RuleBroken("reporting.no_figure")
    code, unit, period = found.groups()
    asked = urlencode({"don-vi": unit, "ky": period})
    return f"{reverse('indicators:indicator', args=[code])}?{asked}"
