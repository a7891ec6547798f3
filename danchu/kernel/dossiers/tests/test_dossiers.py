from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.queries import (
    dossier_in_reach,
    dossiers_in_reach,
    unfinished_in_reach,
)
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.testing.cast import hire, make_cast

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def opened(unit: Unit, *, sealed: bool = False) -> Dossier:
    return open_dossier(
        kind="petitions.petition", unit=unit, at=NOW, phase=Phase.OPEN, sealed=sealed
    )


def seen_by(user: User | AnonymousUser) -> set[Dossier]:
    return set(dossiers_in_reach(user, TODAY))


def test_a_dossier_is_seen_from_its_unit_and_from_every_unit_above() -> None:
    cast = make_cast()
    ours, next_door = opened(cast.hoa_thuan), opened(cast.tan_lap)
    elsewhere = opened(cast.elsewhere)

    assert seen_by(cast.binh) == {ours}
    assert seen_by(cast.giang) == {ours, next_door}
    assert seen_by(cast.khoa) == {ours, next_door}
    assert seen_by(cast.minh) == {ours, next_door, elsewhere}
    assert seen_by(cast.dung) == {elsewhere}


def test_nobody_without_a_post_sees_any_dossier() -> None:
    cast = make_cast()
    opened(cast.hoa_thuan)

    assert seen_by(cast.an) == set()
    assert seen_by(AnonymousUser()) == set()


def test_a_sealed_dossier_is_seen_only_from_its_very_unit() -> None:
    cast = make_cast()
    sealed = opened(cast.hoa_thuan, sealed=True)
    above = opened(cast.an_binh, sealed=True)

    assert seen_by(cast.binh) == {sealed}
    assert seen_by(cast.giang) == {above}
    assert seen_by(cast.khoa) == {above}
    assert seen_by(cast.minh) == set()


def test_somebody_with_two_posts_sees_a_dossier_once() -> None:
    cast = make_cast()
    both = hire("hai", "Ngô Thị Hai", cast.an_binh, "secretary")
    hire("ba", "Ngô Văn Ba", cast.hoa_thuan, "clerk").posts.update(user=both)
    ours, sealed = opened(cast.hoa_thuan), opened(cast.hoa_thuan, sealed=True)

    found = list(dossiers_in_reach(both, TODAY).order_by("pk"))

    assert found == [ours, sealed]


def test_one_dossier_elsewhere_looks_as_if_it_did_not_exist() -> None:
    cast = make_cast()
    ours = opened(cast.hoa_thuan)

    assert dossier_in_reach(cast.binh, TODAY, ours.pk) == ours
    for user, pk in ((cast.dung, ours.pk), (cast.binh, ours.pk + 1)):
        with pytest.raises(RuleBroken, match=r"^dossiers\.not_found$"):
            dossier_in_reach(user, TODAY, pk)


def test_what_is_finished_leaves_the_list_of_work() -> None:
    cast = make_cast()
    finished, unfinished = opened(cast.hoa_thuan), opened(cast.hoa_thuan)
    finished.phase, finished.closed_at = Phase.DONE, NOW
    finished.save()

    assert set(unfinished_in_reach(cast.binh, TODAY)) == {unfinished}
    assert seen_by(cast.binh) == {finished, unfinished}
    assert finished.is_finished
    assert not unfinished.is_finished


@pytest.mark.parametrize("phase", [Phase.DONE, Phase.CANCELLED])
def test_a_dossier_is_not_born_finished(phase: Phase) -> None:
    cast = make_cast()

    with pytest.raises(ValueError, match="not born"):
        open_dossier(kind="filing", unit=cast.hoa_thuan, at=NOW, phase=phase)


def test_a_dossier_begins_as_a_draft_and_says_what_it_is() -> None:
    cast = make_cast()

    dossier = open_dossier(kind="filing", unit=cast.hoa_thuan, at=NOW)

    assert (dossier.phase, dossier.sealed) == (Phase.DRAFT, False)
    assert str(dossier) == f"filing #{dossier.pk}"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"phase": "done"}, "closed_iff_finished"),
        ({"closed_at": NOW}, "closed_iff_finished"),
        ({"kind": ""}, "kind_is_a_word"),
        ({"kind": "Đơn thư"}, "kind_is_a_word"),
    ],
)
def test_the_table_refuses_impossible_dossiers(
    change: dict[str, object], constraint: str
) -> None:
    dossier = opened(make_cast().hoa_thuan)

    with (
        pytest.raises(IntegrityError, match=f"dossiers_dossier_{constraint}"),
        transaction.atomic(),
    ):
        Dossier.objects.filter(pk=dossier.pk).update(**change)
