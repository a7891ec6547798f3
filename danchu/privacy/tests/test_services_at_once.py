from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from danchu.kernel.erasures.models import Erasure
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.services import close_post
from danchu.privacy.models import DataRequest
from danchu.privacy.rules import Contents, Kind
from danchu.privacy.services import (
    answer_request,
    erase_for,
    receive_request,
    verify_request,
)
from danchu.privacy.tests.conftest import NOW
from danchu.testing.cast import SINCE, Cast, hire

pytestmark = pytest.mark.django_db(transaction=True)


def verified(cast: Cast) -> DataRequest:
    asked, _ = receive_request(
        actor=cast.an,
        kind=Kind.ERASE,
        unit=cast.hoa_thuan,
        contents=Contents("An", "0900 000 001", "Xóa tài khoản của tôi"),
        at=NOW,
    )
    verify_request(actor=cast.cuc, asked=asked, at=NOW)
    return asked


def eight(deed: Callable[[int], object]) -> list[str]:
    """Have eight people press at once; return what each was told."""

    def press(number: int) -> str:
        try:
            deed(number)
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        return sorted(pool.map(press, range(8)))


def test_of_eight_answers_at_once_one_is_given(cast: Cast) -> None:
    pk = verified(cast).pk

    def answer(number: int) -> None:
        asked = DataRequest.objects.select_related("dossier").get(pk=pk)
        answer_request(actor=cast.cuc, asked=asked, answer=f"Lần {number}", at=NOW)

    assert eight(answer) == ["done", *["workflow.already_finished"] * 7]


def test_of_eight_erasures_at_once_one_is_done(cast: Cast) -> None:
    hoa = hire("hoa", "Đặng Thị Hoa", cast.hoa_thuan, "clerk")
    close_post(post=hoa.posts.get(), last_day=SINCE)
    pk = verified(cast).pk

    def erase(_: int) -> None:
        asked = DataRequest.objects.select_related("dossier__unit").get(pk=pk)
        erase_for(actor=cast.cuc, asked=asked, kind="account", text="hoa", at=NOW)

    assert eight(erase) == ["done", *["privacy.nothing_found"] * 7]
    assert Erasure.objects.count() == 1
