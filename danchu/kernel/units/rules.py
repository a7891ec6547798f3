"""Where a unit stands, on every map: pure functions over plain rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

BEGINNING, END = date(1, 1, 1), date(9999, 12, 31)
LAST_OLD_DAY = date(2025, 6, 30)
FIRST_NEW_DAY = date(2025, 7, 1)
"""Nghị quyết 203/2025/QH15: districts end, two levels remain."""
OLD_MAP_SURE_FROM = date(2025, 1, 1)
"""Earlier boundary changes are not in the data; pages say so."""
LONGEST_SEARCH = 100


class UnitKind(StrEnum):
    """What a unit is."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    AGENCY = "agency"
    PUBLIC_UNIT = "public_unit"
    SOE = "soe"
    ENTERPRISE = "enterprise"
    PARTY_ORG = "party_org"
    FRONT = "front"
    COMMITTEE = "committee"


KIND_NAMES = {
    UnitKind.COUNTRY: "cả nước",
    UnitKind.PROVINCE: "cấp tỉnh",
    UnitKind.DISTRICT: "cấp huyện",
    UnitKind.COMMUNE: "cấp xã",
    UnitKind.VILLAGE: "thôn, tổ dân phố",
    UnitKind.AGENCY: "cơ quan nhà nước",
    UnitKind.PUBLIC_UNIT: "đơn vị sự nghiệp công lập",
    UnitKind.SOE: "doanh nghiệp nhà nước",
    UnitKind.ENTERPRISE: "doanh nghiệp, tổ chức ngoài Nhà nước",
    UnitKind.PARTY_ORG: "tổ chức đảng",
    UnitKind.FRONT: "Mặt trận Tổ quốc, tổ chức chính trị - xã hội",
    UnitKind.COMMITTEE: "Ban Chỉ đạo",
}


class Tree(StrEnum):
    """Which of the trees."""

    TERRITORY = "territory"
    LINE = "line"


@dataclass(frozen=True)
class Life:
    """A unit as the standing of values sees it. Days are inclusive; None is open."""

    unit: int
    born: date | None = None
    died: date | None = None


@dataclass(frozen=True)
class Place:
    """A unit stands under a parent between two days, both included."""

    unit: int
    parent: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Span:
    """The own values of `unit` count within `ancestor` on days since ≤ d < until."""

    ancestor: int
    unit: int
    since: date
    until: date


@dataclass(frozen=True)
class Forest:
    """Everything that decides where values stand in one tree."""

    lives: Mapping[int, Life]
    places: Mapping[int, tuple[Place, ...]]
    main_successor: Mapping[int, int] = field(default_factory=dict)
    predecessors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def breakpoints(self) -> list[date]:
        """Return the days on which any standing may change, the beginning first."""
        days = {BEGINNING}
        for life in self.lives.values():
            days |= _edges(life.born, life.died)
        for places in self.places.values():
            for place in places:
                days |= _edges(place.since, place.until)
        return sorted(days)

    def standings(self, day: date) -> dict[int, frozenset[int]]:
        """Return, for each unit, the units its own values count within on `day`.

        A living unit counts where it stands. One that has ended counts where its main
        successor does, and without one (a district) where its last parent does. One
        not yet born counts in what all its predecessors share.
        """
        known: dict[int, frozenset[int]] = {}
        for unit in self.lives:
            self._stand(unit, day, known, ())
        return known

    def _stand(
        self,
        unit: int,
        day: date,
        known: dict[int, frozenset[int]],
        waiting: tuple[int, ...],
    ) -> frozenset[int]:
        if unit in known:
            return known[unit]
        if unit in waiting:
            raise ValueError(unit)
        above = [
            self._stand(over, day, known, (*waiting, unit))
            for over in self._over(unit, day)
        ]
        shared = frozenset.intersection(*above) if above else frozenset()
        known[unit] = shared | {unit}
        return known[unit]

    def _over(self, unit: int, day: date) -> list[int]:
        life, places = self.lives[unit], self.places.get(unit, ())
        if life.died is not None and day > life.died:
            heir = self.main_successor.get(unit)
            return [heir] if heir else [place.parent for place in places[-1:]]
        if life.born is not None and day < life.born:
            before = self.predecessors.get(unit, ())
            return list(before) or [place.parent for place in places[:1]]
        return [place.parent for place in places if _covers(place, day)][:1]


def spans(forest: Forest) -> Iterable[Span]:
    """Return the standings of all days as the fewest spans."""
    days = [*forest.breakpoints(), END]
    open_since: dict[tuple[int, int], date] = {}
    for day in days[:-1]:
        pairs = {
            (ancestor, unit)
            for unit, ancestors in forest.standings(day).items()
            for ancestor in ancestors
        }
        for ended in open_since.keys() - pairs:
            yield Span(*ended, open_since.pop(ended), day)
        for begun in pairs - open_since.keys():
            open_since[begun] = day
    for (ancestor, unit), since in open_since.items():
        yield Span(ancestor, unit, since, END)


def _edges(first: date | None, last: date | None) -> set[date]:
    edges = {first} if first else set()
    return edges | {last + timedelta(days=1)} if last else edges


def _covers(place: Place, day: date) -> bool:
    return (place.since or BEGINNING) <= day <= (place.until or END)


def one_letter_away(word: str) -> set[str]:
    """Return patterns of LIKE for what differs by one letter; `_` is any letter.

    >>> sorted(one_letter_away("ab"))
    ['_ab', '_b', 'a', 'a_', 'a_b', 'ab_', 'b', 'ba']
    """
    ends = range(len(word) + 1)
    missing = {f"{word[:at]}_{word[at:]}" for at in ends}
    other = {f"{word[:at]}_{word[at + 1 :]}" for at in ends[:-1]}
    extra = {word[:at] + word[at + 1 :] for at in ends[:-1]}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in ends[:-2]}
    return missing | other | extra | swapped
