"""What is odd about figures that were handed up, and who is to be asked about them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import connection

from danchu.indicators.rules.completeness import Doubt, doubt_of
from danchu.kernel.access.actions import Role
from danchu.kernel.people.models import Post, User
from danchu.kernel.periods.rules import Period

_ASKED = (Role.CLERK, Role.HEAD)
# A filing is small, and its values are found by their index; so is each value of the
# period before.
_COMPARED = """
SELECT f.dossier_id, count(v.number),
    count(*) FILTER (WHERE v.number = b.number),
    count(*) FILTER (WHERE v.number = b.number AND v.number > 0)
FROM unnest(%(filings)s::bigint[]) f(dossier_id)
LEFT JOIN indicators_value v ON v.filing_id = f.dossier_id
LEFT JOIN periods_reportingperiod p ON p.id = v.period_id
LEFT JOIN unnest(%(periods)s::text[], %(befores)s::text[]) l(code, before)
    ON l.code = p.code
LEFT JOIN periods_reportingperiod e ON e.code = l.before
LEFT JOIN indicators_value b ON b.unit_id = v.unit_id AND b.period_id = e.id
    AND b.indicator_id = v.indicator_id
    AND b.member_id IS NOT DISTINCT FROM v.member_id AND b.scope = 'own'
GROUP BY 1
"""


def doubts_of(
    filings: Collection[int], periods: Collection[Period]
) -> Mapping[int, Doubt]:
    """Return what is odd about these filings, by id; what is not odd is not there.

    Each is compared with the period of the same kind just before its own.
    """
    if not filings:
        return {}
    followed = [one for one in periods if not one.is_window]
    told: dict[str, Any] = {
        "filings": list(filings),
        "periods": [one.code for one in followed],
        "befores": [one.previous().code for one in followed],
    }
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED, told)
        found = {
            pk: doubt_of(numbers=numbers, same=same, telling=telling)
            for pk, numbers, same, telling in cursor.fetchall()
        }
    return {pk: doubt for pk, doubt in found.items() if doubt is not Doubt.NONE}


def posts_to_ask(units: Collection[int], on: date) -> dict[int, tuple[str, ...]]:
    """Return the names of the posts that answer for a unit's figures, by unit.

    Posts, not persons: whoever holds one today is found in the book of posts.
    """
    found: dict[int, tuple[str, ...]] = {}
    for post in posts_answering(units, on):
        known = found.get(post.unit_id, ())
        if post.called not in known:
            found[post.unit_id] = (*known, post.called)
    return found


def posts_answering(units: Collection[int], on: date) -> list[Post]:
    """Return the posts, with who holds them, that answer for units' figures."""
    rows = Post.objects.current(on).filter(
        unit__in=list(units), role__in=_ASKED, user__is_active=True
    )
    return list(rows.select_related("user", "unit").order_by("role", "pk"))


def people_answering(on: date) -> list[User]:
    """Return everybody who answers for any unit's figures, once each."""
    posts = Post.objects.current(on).filter(role__in=_ASKED)
    return list(User.objects.filter(is_active=True, posts__in=posts).distinct())
