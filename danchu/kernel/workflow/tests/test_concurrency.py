"""Eight people press the same button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.workflow.services import advance
from danchu.kernel.workflow.tests.errands import (
    NOW,
    WORKFLOW,
    Errand,
    Status,
    make_errand,
)
from danchu.testing.cast import make_cast

THREADS = 8


@pytest.mark.django_db(transaction=True)
def test_one_succeeds_and_seven_are_plainly_refused() -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)
    together = Barrier(THREADS, timeout=30)

    def send(_: int) -> str:
        try:
            mine = Errand.objects.select_related("dossier").get(pk=errand.pk)
            binh = User.objects.get(pk=cast.binh.pk)
            connection.close()  # a pool smaller than the crowd must not hold it up
            together.wait()
            advance(mine, along=WORKFLOW, to=Status.SENT, actor=binh, at=NOW)
        except RuleBroken as broken:
            return broken.code
        else:
            return "moved"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = sorted(pool.map(send, range(THREADS)))

    assert outcomes == ["moved", *["workflow.no_such_step"] * (THREADS - 1)]
    assert [event.verb for event in history_of(errand.dossier)] == ["errands.send"]
