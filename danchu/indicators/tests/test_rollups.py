"""A roll-up equals recomputation, for random trees, scopes and successions."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danchu.indicators.models import Member, Value
from danchu.indicators.queries import Rollup, rollup
from danchu.indicators.services import load_catalogue
from danchu.indicators.tests.factories import make_value
from danchu.kernel.units.models import Placement, Succession, Unit
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.units.services import rebuild_ancestry

REFORM = date(2025, 7, 1)
EVE = REFORM - timedelta(days=1)
BROKEN_DOWN = "G12"
"""People at dialogues, told apart by sex."""
PERIOD_END = {"2025H1": EVE, "2025H2": date(2025, 12, 31)}


@dataclass(frozen=True)
class World:
    """A reform on paper: who stood under whom, and what became of whom.

    Numbers are places in lists: old provinces, districts with their province, old
    communes with their district; new provinces, new communes with their province;
    each old province and old commune with its main heir.
    """

    old_provinces: int
    districts: tuple[int, ...]
    communes: tuple[int, ...]
    new_provinces: int
    new_communes: tuple[int, ...]
    province_heirs: tuple[int, ...]
    commune_heirs: tuple[int, ...]
    values: tuple[tuple[int, str, str, int], ...]
    """Place in the list of all units, scope, period, number."""


@st.composite
def worlds(draw: st.DrawFn) -> World:
    def chosen(size: int, below: int) -> tuple[int, ...]:
        some = st.lists(st.integers(0, below - 1), min_size=size, max_size=size)
        return tuple(draw(some))

    old, new = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    districts = chosen(draw(st.integers(1, 3)), old)
    communes = chosen(draw(st.integers(1, 5)), len(districts))
    successors = chosen(draw(st.integers(1, 3)), new)
    count = 1 + old + len(districts) + len(communes) + new + len(successors)
    value = st.tuples(
        st.integers(0, count - 1),
        st.sampled_from(["own", "own", "whole"]),
        st.sampled_from(sorted(PERIOD_END)),
        st.integers(0, 99),
    )
    return World(
        old_provinces=old,
        districts=districts,
        communes=communes,
        new_provinces=new,
        new_communes=successors,
        province_heirs=chosen(old, new),
        commune_heirs=chosen(len(communes), len(successors)),
        values=tuple(draw(st.lists(value, max_size=12, unique_by=lambda v: v[:3]))),
    )


@dataclass(frozen=True)
class Built:
    """The units of a world, in one list, with parents and heirs as the test knows."""

    units: list[Unit]
    parents: Mapping[int, int]
    heirs: Mapping[int, int]


def build(world: World) -> Built:
    parents: dict[int, int] = {}
    heirs: dict[int, int] = {}
    units = [_unit(UnitKind.COUNTRY, "Việt Nam")]
    olds = [_old(units, UnitKind.PROVINCE) for _ in range(world.old_provinces)]
    districts = [_old(units, UnitKind.DISTRICT) for _ in world.districts]
    communes = [_old(units, UnitKind.COMMUNE) for _ in world.communes]
    news = [_new(units, UnitKind.PROVINCE) for _ in range(world.new_provinces)]
    successors = [_new(units, UnitKind.COMMUNE) for _ in world.new_communes]
    parents |= dict.fromkeys([*olds, *news], 0)
    parents |= {d: olds[p] for d, p in zip(districts, world.districts, strict=True)}
    parents |= {c: districts[d] for c, d in zip(communes, world.communes, strict=True)}
    parents |= {c: news[p] for c, p in zip(successors, world.new_communes, strict=True)}
    heirs |= {p: news[h] for p, h in zip(olds, world.province_heirs, strict=True)}
    heirs |= {
        c: successors[h] for c, h in zip(communes, world.commune_heirs, strict=True)
    }
    for child, parent in parents.items():
        one = units[child]
        Placement.objects.create(
            tree=Tree.TERRITORY,
            unit=one,
            parent=units[parent],
            valid_from=one.valid_from,
            valid_to=one.valid_to,
        )
    for before, after in heirs.items():
        Succession.objects.create(
            predecessor=units[before],
            successor=units[after],
            on=REFORM,
            is_main=True,
            is_whole=True,
        )
    rebuild_ancestry()
    return Built(units, parents, heirs)


def _unit(kind: UnitKind, name: str, **dates: date) -> Unit:
    return Unit.objects.create(kind=kind, name=name, sort_key=name, **dates)


def _old(units: list[Unit], kind: UnitKind) -> int:
    units.append(_unit(kind, f"Cũ {len(units)}", valid_to=EVE))
    return len(units) - 1


def _new(units: list[Unit], kind: UnitKind) -> int:
    units.append(_unit(kind, f"Mới {len(units)}", valid_from=REFORM))
    return len(units) - 1


def stands_in(built: Built, unit: int, place: int, day: date) -> bool:
    """Say by walking, one step at a time, whether `unit` counts in `place`."""
    if unit == place:
        return True
    one = built.units[unit]
    if one.valid_to is not None and day > one.valid_to:
        above = built.heirs.get(unit, built.parents.get(unit))
        return above is not None and stands_in(built, above, place, day)
    if one.valid_from is not None and day < one.valid_from:
        before = [old for old, heir in built.heirs.items() if heir == unit]
        if before:
            return all(stands_in(built, old, place, day) for old in before)
    parent = built.parents.get(unit)
    return parent is not None and stands_in(built, parent, place, day)


def recomputed(
    built: Built, world: World, place: int, period: str, day: date
) -> tuple[Decimal | None, int, int]:
    """Add up by hand: the number, who has one, and who should have."""
    inside = [
        unit for unit in range(len(built.units)) if stands_in(built, unit, place, day)
    ]
    numbers = {
        unit: number
        for unit, scope, when, number in world.values
        if scope == "own" and when == period and unit in inside
    }
    communes = [u for u in inside if built.units[u].kind == UnitKind.COMMUNE]
    end = PERIOD_END[period]
    due = [u for u in communes if u in numbers or lived(built.units[u], end)]
    have = [u for u in communes if u in numbers]
    value = Decimal(sum(numbers.values())) if numbers else None
    return value, len(have), len(due)


def lived(unit: Unit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or unit.valid_to >= day
    )


class EveryRollup(TestCase):
    """Hypothesis rolls the database back after each example of a Django test case."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_catalogue()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(worlds())
    def test_equals_recomputation_on_both_maps(self, world: World) -> None:
        built = build(world)
        for one, scope, period, number in world.values:
            make_value(built.units[one], number, period=period, scope=scope)

        for place, unit in enumerate(built.units):
            for day in (EVE, REFORM):
                for period in PERIOD_END:
                    found = rollup(
                        indicator="G01", unit=unit, period=period, map_on=day
                    )
                    value, have, of = recomputed(built, world, place, period, day)
                    assert found.value == value
                    assert found.total.coverage.have == have
                    assert found.total.coverage.of == of
                    check_parts(found)
        assert Value.objects.count() == len(world.values)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(worlds(), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.randoms())
    def test_of_members_equals_recomputation_on_any_day(
        self, world: World, day: date, chance: random.Random
    ) -> None:
        built = build(world)
        members = list(Member.objects.filter(dimension__indicator__code=BROKEN_DOWN))
        shares = split(world, len(members), chance)
        for values, member in zip((world, *shares), (None, *members), strict=True):
            for one, scope, period, number in values.values:
                make_value(
                    built.units[one],
                    number,
                    indicator=BROKEN_DOWN,
                    period=period,
                    scope=scope,
                    member=member,
                )

        for place, unit in enumerate(built.units):
            for period in PERIOD_END:
                for member, values in zip(members, shares, strict=True):
                    found = rollup(
                        indicator=BROKEN_DOWN,
                        unit=unit,
                        period=period,
                        map_on=day,
                        member=member.code,
                    )
                    expected, _, _ = recomputed(built, values, place, period, day)
                    assert found.value == expected


def split(world: World, count: int, chance: random.Random) -> list[World]:
    """Divide every own number of a world among the members of a breakdown."""
    parts: list[list[tuple[int, str, str, int]]] = [[] for _ in range(count)]
    for one, scope, period, number in world.values:
        left = number
        for place in range(count):
            part = left if place == count - 1 else chance.randint(0, left)
            left -= part
            if scope == "own":
                parts[place].append((one, scope, period, part))
    return [replace(world, values=tuple(part)) for part in parts]


def check_parts(found: Rollup) -> None:
    parts = [child.total for child in found.children]
    if found.remainder is not None:
        parts.append(found.remainder.total)
    numbers = [part.number for part in parts if part.number is not None]
    if found.children and numbers:
        assert sum(numbers) == found.value
