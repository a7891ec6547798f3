from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from danchu.kernel.errors import RuleBroken
from danchu.registry.rules import Terms
from danchu.registry.services.accounts import grant_post
from danchu.registry.services.units import add_village
from danchu.testing.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_equal_grants_at_once_one_is_given(cast: Cast) -> None:
    now = timezone.now()
    terms = Terms("clerk", timezone.localdate(now))

    def grant(_: int) -> str:
        try:
            grant_post(
                actor=cast.lan, user=cast.an, unit=cast.tan_lap, terms=terms, at=now
            )
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(grant, range(8)))

    assert answers == ["given", *["people.post_held_already"] * 7]


def test_of_eight_equal_villages_at_once_one_is_added(cast: Cast) -> None:
    now = timezone.now()

    def add(_: int) -> str:
        try:
            add_village(
                actor=cast.lan,
                parent=cast.hoa_thuan,
                name="Thôn Đông",
                households=90,
                at=now,
            )
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(add, range(8)))

    assert answers == ["added", *["registry.name_taken_here"] * 7]
