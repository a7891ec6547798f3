"""Invented enterprises and Party organisations, so that totals of bodies can be opened.

Source of the totals: `figures.csv`, article 000 (631 enterprises, 556 with a
regulation, 552 conferences of those with a union, every one with a Party organisation
has a steering committee) and article 002 (72 organisations, 4.706 members). How many
enterprises have a Party organisation the article does not say: 187 is invented, as are
all the bodies; their names say so.
"""

from collections.abc import Mapping, Sequence

from danchu.demo.rules import apportion, drawn, varied, weight_of
from danchu.indicators.services.illustrations import Illustration
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import units_selected
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.kernel.units.services import NewUnit, add_units

ENTERPRISES, ORGANISATIONS, MEMBERS = 631, 72, 4_706
WITH_PARTY = 187
COUNTED = {
    "L13": ENTERPRISES,
    "L15": ENTERPRISES,
    "L01": 556,
    "L03": 552,
    "L08": WITH_PARTY,
    "L14": WITH_PARTY,
}
"""How many enterprises count for each indicator; each has 1 or 0."""
PARTY_COMMITTEE = "Đảng bộ Các cơ quan tỉnh Bắc Giang"
ENTERPRISE_NAME = "Doanh nghiệp minh họa"
ORGANISATION_NAME = "Đảng bộ cơ sở minh họa"


def enterprise_figures(
    province: Unit, communes: Mapping[str, Unit]
) -> list[Illustration]:
    """Return what each enterprise counts; those that are missing are set up first."""
    weights = {
        code: weight_of(code, unit.area_km2, "L13") for code, unit in communes.items()
    }
    parts = apportion(ENTERPRISES, weights)
    homes = [communes[code] for code, part in parts.items() for _ in range(part)]
    holders = _holders("L08")
    rows = [
        NewUnit(
            UnitKind.ENTERPRISE,
            f"{ENTERPRISE_NAME} {number + 1:03d}",
            parent=home,
            traits={"has_union": True, "has_party_org": number in holders},
        )
        for number, home in enumerate(homes)
    ]
    firms = _standing(province, rows)
    return [
        Illustration(firm, indicator, int(number in having))
        for indicator in COUNTED
        for having in [_holders(indicator)]
        for number, firm in enumerate(firms)
    ]


def party_figures(province: Unit) -> list[Illustration]:
    """Return what each Party organisation counts, setting up those that are missing.

    They stand under their committee in the line tree, and with it in the territory.
    """
    kept = units_selected(LAST_OLD_DAY, within=province, kind=UnitKind.PARTY_ORG)
    committee = kept.get(name=PARTY_COMMITTEE)
    names = [f"{ORGANISATION_NAME} {number + 1:02d}" for number in range(ORGANISATIONS)]
    organisations = _standing(
        province,
        [NewUnit(UnitKind.PARTY_ORG, name, committee, committee) for name in names],
    )
    members = apportion(MEMBERS, {name: varied(0.4, 1.6, name) for name in names})
    return [
        Illustration(one, indicator, number)
        for one in organisations
        for indicator, number in (("A14", 1), ("A15", 1), ("A17", members[one.name]))
    ]


def _holders(indicator: str) -> frozenset[int]:
    """Return which enterprises have 1; those of L14 are those of L08."""
    topic = "L08" if indicator == "L14" else indicator
    return drawn(COUNTED[indicator], ENTERPRISES, topic)


def _standing(province: Unit, rows: Sequence[NewUnit]) -> list[Unit]:
    """Return the units of these rows, in their order; nothing is set up twice."""
    names = [row.name for row in rows]
    kept = units_selected(LAST_OLD_DAY, within=province, kind=rows[0].kind)
    known = {unit.name: unit for unit in kept.filter(name__in=names)}
    added = add_units([row for row in rows if row.name not in known])
    known |= {unit.name: unit for unit in added}
    return [known[name] for name in names]
