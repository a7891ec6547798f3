from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.audit.models import Event, EventPersonal
from danchu.kernel.audit.queries import history_of, history_of_unit, refusals_of
from danchu.kernel.audit.services import erase_personal, record, record_refusal
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EARLIER = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def filing(cast: Cast, *, sealed: bool = False) -> Dossier:
    return open_dossier(kind="filing", unit=cast.hoa_thuan, at=NOW, sealed=sealed)


def note(
    cast: Cast, verb: str, dossier: Dossier | None = None, at: datetime = NOW
) -> None:
    record(unit=cast.hoa_thuan, verb=verb, actor=cast.binh, at=at, dossier=dossier)


def test_an_event_says_who_did_what_where_when_and_the_facts() -> None:
    cast = make_cast()
    dossier = filing(cast)

    record(
        unit=cast.hoa_thuan,
        verb="indicators.submit",
        actor=cast.binh,
        at=NOW,
        dossier=dossier,
        subject="PL4 2026H1",
        due=date(2026, 7, 5),
        share=Decimal("88.6"),
    )

    [event] = history_of(dossier)
    assert (event.unit, event.actor, event.at) == (cast.hoa_thuan, cast.binh, NOW)
    assert (event.verb, event.subject) == ("indicators.submit", "PL4 2026H1")
    assert event.facts == {"due": "2026-07-05", "share": "88.6"}
    assert str(event) == "2026-11-23 indicators.submit"


def test_personal_values_live_apart_from_the_event() -> None:
    cast = make_cast()

    record(
        unit=cast.hoa_thuan,
        verb="people.rename",
        actor=None,
        at=NOW,
        personal={"before": "Trần Thị Bình", "after": "Trần Thị Thanh Bình"},
        changed=["full_name"],
    )

    event = history_of_unit(cast.hoa_thuan).get()
    assert event.facts == {"changed": ["full_name"]}
    assert event.personal.facts["after"] == "Trần Thị Thanh Bình"
    assert str(event.personal) == f"#{event.pk}"


def test_history_is_rolled_back_with_its_deed() -> None:
    cast = make_cast()

    with transaction.atomic():
        note(cast, "indicators.submit")
        transaction.set_rollback(True)

    assert list(history_of_unit(cast.hoa_thuan)) == []


def test_history_keeps_the_order_of_writing_when_the_clock_jumps_back() -> None:
    cast = make_cast()
    dossier = filing(cast)
    note(cast, "indicators.submit", dossier)

    note(cast, "indicators.approve", dossier, at=EARLIER)

    assert [event.verb for event in history_of(dossier)] == [
        "indicators.approve",
        "indicators.submit",
    ]


def test_the_history_of_a_unit_keeps_sealed_dossiers_and_refusals_to_itself() -> None:
    cast = make_cast()
    note(cast, "units.rename")
    note(cast, "indicators.submit", filing(cast))
    note(cast, "petitions.accept", filing(cast, sealed=True))
    record_refusal(
        actor=cast.binh,
        code="access.forbidden",
        path="/so-lieu/",
        at=NOW,
        unit=cast.hoa_thuan,
    )

    verbs = [event.verb for event in history_of_unit(cast.hoa_thuan)]

    assert verbs == ["indicators.submit", "units.rename"]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_history_costs_the_same_for_one_and_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    dossier = filing(cast)
    for _ in range(count):
        note(cast, "indicators.submit", dossier)

    with django_assert_num_queries(1):
        names = [str(event.actor) for event in history_of(dossier)]

    assert names == ["Trần Thị Bình"] * count


def test_a_refusal_is_kept_with_its_code_and_address() -> None:
    cast = make_cast()

    record_refusal(actor=cast.dung, code="access.forbidden", path="/so-lieu/\0", at=NOW)

    [event] = refusals_of(cast.dung)
    assert event.unit is None
    assert event.facts == {"code": "access.forbidden", "path": "/so-lieu/\ufffd"}


def test_strangers_cannot_make_history_grow(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        record_refusal(actor=AnonymousUser(), code="access.forbidden", path="/", at=NOW)

    assert Event.objects.count() == 0
    assert caplog.messages == ["/ refused to a stranger: access.forbidden"] * 3


def test_erasing_personal_values_is_itself_an_event() -> None:
    cast = make_cast()
    record(
        unit=cast.hoa_thuan, verb="a.b", actor=cast.binh, at=NOW, personal={"name": "X"}
    )
    event = history_of_unit(cast.hoa_thuan).get()

    erase_personal(actor=cast.lan, event=event, ground="Yêu cầu 12/2026", at=NOW)

    erasure, kept = history_of_unit(cast.hoa_thuan)
    assert not EventPersonal.objects.exists()
    assert kept == event
    assert (erasure.verb, erasure.actor) == ("audit.erase", cast.lan)
    assert erasure.facts == {"event": event.pk, "ground": "Yêu cầu 12/2026"}


def test_erasing_twice_or_without_a_ground_is_refused() -> None:
    cast = make_cast()
    note(cast, "a.b")
    event = history_of_unit(cast.hoa_thuan).get()

    with pytest.raises(RuleBroken, match=r"audit\.nothing_to_erase"):
        erase_personal(actor=cast.lan, event=event, ground="Yêu cầu", at=NOW)
    with pytest.raises(RuleBroken, match=r"audit\.ground_missing"):
        erase_personal(actor=cast.lan, event=event, ground=" ", at=NOW)

    assert history_of_unit(cast.hoa_thuan).count() == 1


@pytest.mark.parametrize(
    ("verb", "constraint"),
    [("indicators.submit", "only_refusals_lack_a_unit"), ("", "says_what_was_done")],
)
def test_the_table_refuses_an_event_without_its_unit_or_its_verb(
    verb: str, constraint: str
) -> None:
    unit = make_cast().hoa_thuan if not verb else None

    with (
        pytest.raises(IntegrityError, match=f"audit_event_{constraint}"),
        transaction.atomic(),
    ):
        Event.objects.create(unit=unit, verb=verb, at=NOW)
