"""Where the communes of a province lie and how far their filings are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danchu.indicators.rules.filings import Status
from danchu.kernel.units.queries import Located
from danchu.kernel.units.rules import UnitKind
from danchu.ui.province import PlaceMap, Spot, draw_places

WORDS = {
    "in_time": "Đã nộp",
    "provisional": "Chờ lãnh đạo duyệt",
    "due": "Đang nhập",
    "missing": "Chưa nhập",
}
_STATES = {
    None: "missing",
    Status.DRAFT: "due",
    Status.SUBMITTED: "provisional",
}


@dataclass(frozen=True)
class Entry:
    """One line of the legend."""

    state: str
    word: str
    count: int


@dataclass(frozen=True)
class Progress:
    """The map of a province, its legend, and the sentence it amounts to."""

    drawn: PlaceMap
    entries: tuple[Entry, ...]
    title: str
    label: str


def progress_map(
    name: str, places: Sequence[Located], statuses: Mapping[int, Status]
) -> Progress | None:
    """Return where the communes among places are with a form; nothing where none is."""
    communes = [one for one in places if one.kind == UnitKind.COMMUNE]
    spots = [_spot(one, statuses.get(one.pk)) for one in communes]
    drawn = draw_places(spots)
    if drawn is None:
        return None
    counts = Counter(spot.state for spot in spots)
    entries = tuple(
        Entry(state, word, counts[state])
        for state, word in WORDS.items()
        if counts[state]
    )
    told = ", ".join(f"{one.count} {one.word.lower()}" for one in entries)
    return Progress(drawn, entries, _title(spots), f"{name}: {told}")


def _spot(one: Located, status: Status | None) -> Spot:
    return Spot(
        name=one.name,
        latitude=one.latitude,
        longitude=one.longitude,
        area=one.area,
        state=_STATES.get(status, "in_time"),
    )


def _title(spots: list[Spot]) -> str:
    """Say first what the map shows.

    >>> here = Spot("Xã Sa Lý", 21.4, 106.7, 118.0, "missing")
    >>> _title([here, here])
    'Cả 2 xã, phường chưa nhập'
    """
    missing = [spot for spot in spots if spot.state == "missing"]
    if not missing:
        return "Mọi xã, phường đã bắt đầu nhập"
    if len(missing) == len(spots):
        return f"Cả {len(spots)} xã, phường chưa nhập"
    return f"{len(missing)} xã, phường chưa nhập"
