from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.access.services import may
from danchu.testing.cast import PASSWORD, SINCE, make_cast

SIGN = Action("testing.sign", "Ký", frozenset({Role.CLERK}))
WATCH = Action(
    "testing.watch", "Xem", frozenset({Role.SECRETARY, Role.AUDITOR}), Where.WITHIN
)


def test_everybody_signs_in_with_the_same_password() -> None:
    cast = make_cast()

    people = [cast.an, cast.binh, cast.cuc, cast.dung, cast.giang, cast.khoa, cast.lan]

    assert all(one.check_password(PASSWORD) for one in [*people, cast.minh])


def test_binh_and_dung_may_do_the_same_at_different_places() -> None:
    cast = make_cast()

    answers = [
        may(person, SIGN, unit, SINCE)
        for person in (cast.an, cast.binh, cast.dung)
        for unit in (cast.hoa_thuan, cast.elsewhere)
    ]

    assert answers == [False, False, True, False, False, True]


def test_the_province_and_the_nation_look_down_on_their_own() -> None:
    cast = make_cast()

    answers = [
        may(person, WATCH, unit, SINCE)
        for person in (cast.giang, cast.khoa, cast.minh)
        for unit in (cast.tan_lap, cast.elsewhere)
    ]

    assert answers == [True, False, True, False, True, True]
