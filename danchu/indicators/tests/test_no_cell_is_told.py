"""No answer, nor all answers together, tell a number kept from the asker."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from danchu.indicators.models import Indicator, Value
from danchu.indicators.queries import Rollup, province_table, rollup
from danchu.indicators.queries.levels import Asked, rollup_by
from danchu.indicators.rules.rollups import Total
from danchu.indicators.services import load_catalogue
from danchu.indicators.tests.adversary import Solver, added
from danchu.indicators.tests.factories import NOW
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Placement, Unit
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.units.services import add_unit, rebuild_ancestry
from danchu.testing.cast import hire

Q1, Q2, H1 = "2026Q1", "2026Q2", "2026H1"
BOTH = f"{Q1},{Q2}"
BEFORE, MOVED, TODAY = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 3)
ENDS = {Q1: BEFORE, Q2: TODAY, H1: TODAY}
SMALL, FEW = 5, 5
# What the catalogue says of indicators: the left is what the right makes, added.
PARTITIONS = {"I04": ("I05", "I06", "I07"), "I10": ("I33", "I34")}
OVER_TIME = {"I10", "I33", "I34", "G09"}
FAMILIES = {"letters": ("I05", "I06", "I07"), "cases": ("I33", "I34")}
Key = tuple[int, str, str]


@dataclass
class World:
    """Units, where they stand on two maps, and what each has."""

    nation: Unit
    provinces: list[Unit]
    communes: list[Unit]
    agencies: list[Unit]
    above: dict[date, dict[int, int]]
    officials: dict[str, User]
    seats: dict[str, Unit]
    numbers: dict[Key, int] = field(default_factory=dict)

    def within(self, place: int, on: date) -> set[int]:
        """Return the units whose values count in a place, itself among them."""
        found, above = {place}, self.above[on]
        for one in above:
            path = [one]
            while path[-1] in above:
                path.append(above[path[-1]])
            if place in path:
                found.add(one)
        return found

    def keys(self, units: Iterable[int], code: str, periods: str) -> list[Key]:
        """Return the unknown numbers that a total adds up."""
        wanted = periods.split(",")
        every = ((unit, code, period) for unit in units for period in wanted)
        return [key for key in every if key in self.numbers]


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 -- asks for the database
    """Three provinces; one commune moves from the first to the second."""
    load_catalogue()
    nation = add_unit(kind=UnitKind.COUNTRY, name="Việt Nam", parent=None, code="VN")
    provinces = [
        add_unit(kind=UnitKind.PROVINCE, name=f"Tỉnh {n}", parent=nation)
        for n in range(3)
    ]
    communes = [
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã {n}", parent=provinces[n % 3])
        for n in range(12)
    ]
    agencies = [
        add_unit(kind=UnitKind.AGENCY, name=f"Phòng {n}", parent=communes[n % 4])
        for n in range(22)
    ]
    mover, to = communes[0], provinces[1]
    until = MOVED - timedelta(days=1)
    Placement.objects.filter(unit=mover).update(valid_to=until)
    Placement.objects.create(
        tree=Tree.TERRITORY, unit=mover, parent=to, valid_from=MOVED
    )
    rebuild_ancestry()
    rows = Placement.objects.filter(tree=Tree.TERRITORY)
    above = {
        on: dict(rows.alive(on).values_list("unit", "parent")) for on in (BEFORE, TODAY)
    }
    seats = {
        "head": communes[1],
        "clerk": communes[3],
        "secretary": provinces[1],
        "auditor": provinces[2],
    }
    officials = {
        role: hire(role, f"Người {role}", seat, role) for role, seat in seats.items()
    }
    return World(nation, provinces, communes, agencies, above, officials, seats)


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fill(world: World, numbers: Mapping[Key, int]) -> None:
    """Publish these numbers, and those that they make, and nothing else."""
    known = dict(numbers)
    for whole, parts in PARTITIONS.items():
        for unit, _, period in [key for key in numbers if key[1] in parts]:
            some = [numbers.get((unit, part, period), 0) for part in parts]
            known[unit, whole, period] = sum(some)
    for unit, code, _ in [key for key in known if key[1] in OVER_TIME]:
        some = [known.get((unit, code, quarter), 0) for quarter in (Q1, Q2)]
        known[unit, code, H1] = sum(some)
    world.numbers = known
    indicators = {row.code: row for row in Indicator.objects.all()}
    periods = {code: ensure_period(period_from(code)) for code in (Q1, Q2, H1)}
    Value.objects.all().delete()
    Value.objects.bulk_create(
        Value(
            unit_id=unit,
            indicator=indicators[code],
            period=periods[period],
            number=number,
            scope="own",
            state="number" if number else "zero",
            origin="imported",
            stage="published",
        )
        for (unit, code, period), number in known.items()
    )


def listen(world: World, solver: Solver, user: User | None) -> None:
    """Ask everything that may be asked, and take down what is answered."""
    codes = sorted({code for _, code, _ in world.numbers})
    places = [world.nation, *world.provinces, *world.communes]
    for on in (BEFORE, TODAY):
        for place, period in product(places, (Q1, Q2, H1, BOTH)):
            _listen_to_table(world, solver, user, (place, period, on), codes)
        for code, by in product(codes, ("commune", "agency")):
            asked = Asked(code, world.nation, Q2, on, by)
            _listen_far(world, solver, rollup_by(asked, user=user))


def _listen_far(world: World, solver: Solver, found: Rollup) -> None:
    rest = world.within(world.nation.pk, found.map_on)
    for child in found.children:
        inside = world.within(child.place.pk if child.place else 0, found.map_on)
        if child.total.number is not None:
            solver.learn(added(world.keys(inside, found.indicator.code, Q2)))
        rest -= inside
    if found.remainder and found.remainder.total.number is not None:
        solver.learn(added(world.keys(rest, found.indicator.code, Q2)))


def _listen_to_table(
    world: World,
    solver: Solver,
    user: User | None,
    where: tuple[Unit, str, date],
    codes: Sequence[str],
) -> None:
    place, period, on = where
    table = province_table(
        unit=place, period=period, indicators=codes, map_on=on, user=user
    )
    rest = world.within(place.pk, on)
    lines: list[tuple[set[int], Sequence[Total]]] = [(set(rest), table.totals)]
    for row in table.rows:
        inside = world.within(row.place.pk, on) if row.place else rest
        rest = rest - inside if row.place else rest
        lines.append((inside, row.totals))
    for inside, totals in lines:
        for code, total in zip(codes, totals, strict=True):
            if total.number is None:
                continue
            keys = world.keys(inside, code, period)
            assert total.number == sum(world.numbers[key] for key in keys)
            solver.learn(added(keys))


def reason(world: World, solver: Solver) -> None:
    """Take down what the catalogue and the calendar say of every unit."""
    for unit in {unit for unit, _, _ in world.numbers}:
        for period, (whole, parts) in product((Q1, Q2, H1), PARTITIONS.items()):
            made = [key for part in parts for key in world.keys([unit], part, period)]
            solver.learn(added(made, less=world.keys([unit], whole, period)))
        for code in OVER_TIME:
            half = world.keys([unit], code, H1)
            solver.learn(added(world.keys([unit], code, BOTH), less=half))
    for key in world.numbers:
        if key[1] == "I04":
            solver.learn(added([key]))


def kept_from(world: World, mine: set[int]) -> Iterator[tuple[str, list[Key]]]:
    """Yield every sum that is kept from whoever reaches only `mine`."""
    places = [world.nation, *world.provinces, *world.communes, *world.agencies]
    for code in sorted({code for _, code, _ in world.numbers} - {"I04"}):
        for period, on in ENDS.items():
            for place in places:
                inside = world.within(place.pk, on)
                keys = world.keys(inside, code, period)
                if not keys or {unit for unit, _, _ in keys} <= mine:
                    continue
                number = sum(world.numbers[key] for key in keys)
                is_wide = place.kind in {UnitKind.COUNTRY, UnitKind.PROVINCE}
                is_open = is_wide and number >= SMALL
                if code == "G09":
                    is_open = len(keys) >= FEW
                if not is_open:
                    yield f"{code} {period} of {place.name}: {number}", keys


def everybody(world: World, *roles: str) -> dict[str, list[str]]:
    """Return what each attacker learns, strangers first; empty is well."""
    public = Solver()
    listen(world, public, None)
    reason(world, public)
    found = {"": told_to(world, public, set())}
    for role in roles or world.officials:
        solver, mine = Solver(public), world.within(world.seats[role].pk, TODAY)
        listen(world, solver, world.officials[role])
        for key in world.numbers:
            if key[0] in mine:
                solver.learn(added([key]))
        found[role] = told_to(world, solver, mine)
    return {role: told for role, told in found.items() if told}


def told_to(world: World, solver: Solver, mine: set[int]) -> list[str]:
    """Return what somebody learns that is kept from them."""
    return [name for name, keys in kept_from(world, mine) if solver.knows(added(keys))]


def at(unit: Unit, code: str, **periods: int) -> dict[Key, int]:
    """Return numbers of a unit by quarter."""
    return {(unit.pk, code, f"2026{name}"): n for name, n in periods.items()}


def spread(world: World, code: str, number: int = 9) -> dict[Key, int]:
    """Give every commune the same number in both quarters."""
    found: dict[Key, int] = {}
    for commune in world.communes:
        found |= at(commune, code, Q1=number, Q2=number)
    return found


def test_a_part_is_not_told_by_the_sum_that_the_catalogue_makes(world: World) -> None:
    numbers: dict[Key, int] = {}
    for code in FAMILIES["letters"]:
        numbers |= spread(world, code)
    for commune in world.communes:
        numbers |= at(commune, "I06", Q1=0, Q2=0)
    fill(world, numbers | at(world.communes[1], "I06", Q1=2, Q2=3))

    assert everybody(world) == {}


def test_a_quarter_is_not_told_by_half_a_year(world: World) -> None:
    numbers = spread(world, "I33") | spread(world, "I34")
    for commune in world.communes:
        numbers |= at(commune, "I34", Q1=9, Q2=0)
    fill(world, numbers | at(world.communes[1], "I34", Q1=9, Q2=3))

    assert everybody(world) == {}


def test_a_unit_that_moved_is_not_told_by_two_maps(world: World) -> None:
    fill(world, spread(world, "I05") | spread(world, "I06") | spread(world, "I07"))

    assert everybody(world) == {}


@pytest.mark.parametrize("several", [1, 2])
def test_a_province_does_not_tell_its_only_commune(world: World, several: int) -> None:
    numbers: dict[Key, int] = {}
    for commune in world.communes[1::3][:several] + world.communes[2::3]:
        numbers |= at(commune, "I27", Q1=30, Q2=40)
    fill(world, numbers)

    assert everybody(world) == {}


def test_a_sibling_does_not_learn_the_last_one(world: World) -> None:
    numbers: dict[Key, int] = {}
    for agency in world.agencies:
        if world.above[TODAY][agency.pk] == world.communes[1].pk:
            numbers |= at(agency, "G09", Q1=3, Q2=4)
    fill(world, numbers | at(world.agencies[0], "G09", Q1=7, Q2=8))

    assert everybody(world) == {}


def test_what_is_wide_and_full_enough_is_still_told(world: World) -> None:
    numbers = spread(world, "I05") | spread(world, "I06") | spread(world, "I07")
    for agency in world.agencies:
        numbers |= at(agency, "G09", Q1=3, Q2=4)
    fill(world, numbers)

    def seen(code: str, unit: Unit) -> int | None:
        found = rollup(indicator=code, unit=unit, period=Q2, map_on=TODAY)
        return None if found.value is None else int(found.value)

    assert [seen("I06", one) for one in (world.nation, *world.provinces)] == [
        108, 27, 45, 36
    ]  # fmt: skip
    assert seen("G09", world.nation) == 88


numbers_of = st.sampled_from([0, 1, 2, 3, 7, 12, 40])


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[str, int, str, int]]:
    """Draw which unit, by its place in the world, has how much of what."""
    family = draw(st.sampled_from([*FAMILIES.values(), ("G09",)]))
    most = 21 if family == ("G09",) else 11
    holders = draw(st.sets(st.integers(0, most), min_size=1))
    # Who has one part alone is told by the public whole: so the catalogue wants it.
    return [
        (code, holder, quarter, draw(numbers_of))
        for holder in sorted(holders)
        for quarter in draw(st.sampled_from([(Q1,), (Q2,), (Q1, Q2)]))
        for code in family
    ]


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    drawn=worlds(),
    role=st.sampled_from(["head", "clerk", "secretary", "auditor"]),
)
def test_nobody_learns_what_is_kept_from_them(
    world: World, drawn: list[tuple[str, int, str, int]], role: str
) -> None:
    numbers: dict[Key, int] = {}
    for code, holder, quarter, number in drawn:
        units = world.agencies if code == "G09" else world.communes
        numbers[units[holder].pk, code, quarter] = number
    fill(world, numbers)

    assert everybody(world, role) == {}


def test_who_took_over_a_unit_does_not_learn_what_is_left(world: World) -> None:
    numbers: dict[Key, int] = {}
    for commune in (0, 1, 2):
        for agency in world.agencies:
            if world.above[TODAY][agency.pk] == world.communes[commune].pk:
                numbers |= at(agency, "G09", Q1=3 + commune)
    theirs = world.within(world.communes[2].pk, TODAY)
    for key in [key for key in numbers if key[0] in theirs][2:]:
        del numbers[key]
    fill(world, numbers)

    assert everybody(world, "secretary") == {}


def test_who_took_over_a_unit_does_not_learn_of_the_third_province(
    world: World,
) -> None:
    numbers: dict[Key, int] = {}
    for commune, quarter, *letters in (
        (0, "Q1", 7, 12, 40),
        (0, "Q2", 12, 2, 40),
        (1, "Q1", 2, 7, 12),
        (2, "Q1", 0, 1, 1),
        (2, "Q2", 40, 40, 2),
        (4, "Q2", 2, 2, 0),
        (7, "Q2", 0, 12, 3),
        (9, "Q2", 2, 3, 1),
        (11, "Q1", 3, 40, 0),
        (11, "Q2", 40, 3, 40),
    ):
        for code, number in zip(FAMILIES["letters"], letters, strict=True):
            numbers |= at(world.communes[commune], code, **{str(quarter): int(number)})
    fill(world, numbers)

    assert everybody(world, "secretary") == {}
