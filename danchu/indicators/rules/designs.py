"""The design of a form by a province: what it holds, how it is edited, its life."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from danchu.kernel.access.actions import Action, Role
from danchu.kernel.workflow.rules import Step, Workflow


class DesignStatus(StrEnum):
    """Where one edition of a form stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    RETIRED = "retired"
    DROPPED = "dropped"


DESIGN_NAMES: dict[str, str] = {
    DesignStatus.DRAFT: "Bản thảo",
    DesignStatus.PUBLISHED: "Đang áp dụng",
    DesignStatus.REPLACED: "Đã thay bằng phiên bản mới",
    DesignStatus.RETIRED: "Đã ngừng áp dụng",
    DesignStatus.DROPPED: "Bản thảo đã bỏ",
}
_SECRETARY = frozenset({Role.SECRETARY})
DESIGN = Action("indicators.design", "Thiết kế biểu của tỉnh", _SECRETARY)
DEFINE = Action("indicators.define", "Đặt chỉ tiêu của tỉnh", _SECRETARY)
PUBLISH_FORM = Action("indicators.publish_form", "Ban hành biểu của tỉnh", _SECRETARY)
RETIRE_FORM = Action("indicators.retire_form", "Ngừng áp dụng biểu", _SECRETARY)
DROP_FORM = Action("indicators.drop_form", "Bỏ bản thảo của biểu", _SECRETARY)
ACTIONS = (DESIGN, DEFINE, PUBLISH_FORM, RETIRE_FORM, DROP_FORM)

DESIGNING = Workflow(
    "form",
    (
        Step(
            DesignStatus.DRAFT, DesignStatus.PUBLISHED, PUBLISH_FORM, "done",
            needs_reason=True,
        ),
        Step(DesignStatus.DRAFT, DesignStatus.DROPPED, DROP_FORM, "cancelled"),
        Step(DesignStatus.PUBLISHED, DesignStatus.REPLACED, PUBLISH_FORM, "done"),
        Step(
            DesignStatus.PUBLISHED, DesignStatus.RETIRED, RETIRE_FORM, "done",
            needs_reason=True,
        ),
    ),
    reopens=frozenset({DesignStatus.PUBLISHED}),
)  # fmt: skip
MOST_ITEMS, MOST_SECTIONS, MOST_DAYS = 200, 30, 365
LONGEST_NAME = 200


@dataclass(frozen=True)
class Item:
    """What one line asks for: an indicator by its code, or a part in words."""

    indicator: str = ""
    narrative: str = ""
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A named part of a form and its lines, in their order."""

    name: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Design:
    """One edition of a form as it is designed.

    `opens` and `closes` are the days that figures of an ad-hoc form are about.
    """

    name: str
    unit_kinds: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    period_kinds: tuple[str, ...] = ()
    administrative: bool = False
    days: int = 5
    trees: tuple[str, ...] = ("territory",)
    opens: date | None = None
    closes: date | None = None
    sections: tuple[Section, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The codes of what is counted, in the order of the lines."""
        return tuple(one.indicator for one in self.items if one.indicator)

    @property
    def items(self) -> tuple[Item, ...]:
        """All lines, in their order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def is_ad_hoc(self) -> bool:
        """Whether it is asked once."""
        return "W" in self.period_kinds


def with_section(design: Design, name: str) -> Design:
    """Return the design with one more section behind the others.

    >>> with_section(Design("Biểu"), "I. Chung").sections[0].name
    'I. Chung'
    """
    return replace(design, sections=(*design.sections, Section(name)))


def with_item(design: Design, place: int, item: Item) -> Design:
    """Return the design with one more line at the end of a section."""
    section = design.sections[place]
    return _with(design, place, (*section.items, item))


def without_item(design: Design, place: int, number: int) -> Design:
    """Return the design without one line."""
    items = design.sections[place].items
    return _with(design, place, (*items[:number], *items[number + 1 :]))


def without_section(design: Design, place: int) -> Design:
    """Return the design without one section and all its lines."""
    sections = design.sections
    return replace(design, sections=(*sections[:place], *sections[place + 1 :]))


def raised(design: Design, place: int, number: int) -> Design:
    """Return the design with one line a place higher.

    The first of a section becomes the last of the one before; the very first stays.
    """
    section = design.sections[place]
    item, rest = section.items[number], without_item(design, place, number)
    if number:
        items = rest.sections[place].items
        return _with(design, place, (*items[: number - 1], item, *items[number - 1 :]))
    return with_item(rest, place - 1, item) if place else design


def lowered(design: Design, place: int, number: int) -> Design:
    """Return the design with one line a place lower.

    The last of a section becomes the first of the next; the very last stays.
    """
    items = design.sections[place].items
    if number + 1 < len(items):
        return raised(design, place, number + 1)
    if place + 1 == len(design.sections):
        return design
    rest = without_item(design, place, number)
    following = rest.sections[place + 1].items
    return _with(rest, place + 1, (items[number], *following))


def _with(design: Design, place: int, items: Sequence[Item]) -> Design:
    sections = list(design.sections)
    sections[place] = replace(sections[place], items=tuple(items))
    return replace(design, sections=tuple(sections))


@dataclass(frozen=True)
class Difference:
    """What a new edition changes in one respect."""

    label: str
    before: str
    after: str


def differences(
    before: Design, after: Design, names: dict[str, str]
) -> tuple[Difference, ...]:
    """Say what `after` changes; the same design changes nothing.

    `names` are those of the indicators, of kinds, of units and of periods.
    """

    def said(words: Iterable[object]) -> str:
        return ", ".join(names.get(str(word), str(word)) for word in words)

    facts = [
        Difference("Tên", before.name, after.name),
        Difference("Nơi nộp", said(before.unit_kinds), said(after.unit_kinds)),
        Difference("Đơn vị được nêu tên", said(before.units), said(after.units)),
        Difference("Loại kỳ", said(before.period_kinds), said(after.period_kinds)),
        Difference("Nộp lên theo", said(before.trees), said(after.trees)),
        Difference("Lịch của kỳ", _calendar(before), _calendar(after)),
        Difference("Số ngày nộp", str(before.days), str(after.days)),
        Difference("Thời gian của số liệu", _span(before), _span(after)),
    ]
    places = {item: name for name, item in _placed(before)}
    new = {item: name for name, item in _placed(after)}
    for item in dict.fromkeys((*places, *new)):
        label = f"{item.indicator} {names.get(item.indicator, '')}{item.label}".strip()
        facts.append(Difference(label, places.get(item, ""), new.get(item, "")))
    if set(places) == set(new) and list(places) != list(new):
        facts.append(Difference("Thứ tự các dòng", "thứ tự cũ", "thứ tự mới"))
    return tuple(one for one in facts if one.before != one.after)


def _placed(design: Design) -> list[tuple[str, Item]]:
    return [
        (section.name, item) for section in design.sections for item in section.items
    ]


def _calendar(design: Design) -> str:
    return "từ ngày 15 đến ngày 14" if design.administrative else "lịch thường"


def _span(design: Design) -> str:
    if not (design.opens and design.closes):
        return ""
    return f"{design.opens:%d/%m/%Y} đến {design.closes:%d/%m/%Y}"
