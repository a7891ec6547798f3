"""Letters that wait for somebody who was erased, or who wants none, never leave."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.rules import State
from danchu.kernel.notices.services import (
    Told,
    forget_person,
    prefer,
    resend,
    send_due,
    tell,
)
from danchu.kernel.notices.ways import chosen_way
from danchu.kernel.people.models import User
from danchu.testing.cast import Cast, hire, make_cast

NOW = datetime(2026, 7, 20, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PHONE = "+84 912 345 678"


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> None:
    settings.NOTICES_KEY = tmp_path / "notices.key"
    settings.OUTBOX = tmp_path / "thu-gui-di"


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    for person in (made.binh, made.dung):
        person.email = f"{person.username}@xa.example"
        person.save(update_fields=["email"])
        prefer(person=person, by_email=True, phone=PHONE, at=NOW)
        told = Told("Còn 2 việc", "Biểu PL4", "Còn 2 việc.")
        tell(reader=person, told=told, once="ngay", at=NOW, send_at=NOW + HOUR)
    return made


def waiting_for(person: User) -> set[str]:
    rows = Notice.objects.filter(next_at__isnull=False, once__contains=f":{person.pk}:")
    return {row.once.split(":")[0] for row in rows}


def want_no_mail(person: User) -> None:
    prefer(person=person, by_email=False, phone=PHONE, at=NOW)


def have_another_number(person: User) -> None:
    prefer(person=person, by_email=True, phone="0912 345 679", at=NOW)


def change_nothing(person: User) -> None:
    prefer(person=person, by_email=True, phone=PHONE, at=NOW)


def be_erased(person: User) -> None:
    forget_person(person=person, at=NOW)


@pytest.mark.parametrize(
    ("deed", "left"),
    [
        (change_nothing, {"thu", "tin"}),
        (want_no_mail, {"tin"}),
        (have_another_number, {"thu"}),
        (be_erased, set()),
    ],
)
def test_what_is_not_wanted_any_more_does_not_leave(
    cast: Cast, deed: Callable[[User], None], left: set[str]
) -> None:
    deed(cast.binh)

    assert waiting_for(cast.binh) == left
    assert waiting_for(cast.dung) == {"thu", "tin"}
    assert send_due(at=NOW + HOUR, way=chosen_way()) == len(left) + 2


def test_of_letters_to_the_erased_nothing_is_kept_or_sent_again(cast: Cast) -> None:
    keeper = hire("quang", "Ngô Đức Quang", cast.nation, "administrator")
    send_due(at=NOW + HOUR, way=chosen_way(), most=1)

    forget_person(person=cast.binh, at=NOW + HOUR)

    theirs = Notice.objects.filter(once__contains=f":{cast.binh.pk}:")
    assert theirs.count() == 2
    assert not theirs.filter(contents__isnull=False).exists()
    assert {one.state for one in theirs} <= {State.SENT, State.FAILED}
    for one in theirs.filter(sent_at=None):
        with pytest.raises(Exception, match=r"notices\.emptied"):
            resend(actor=keeper, pk=one.pk, at=NOW + HOUR)
