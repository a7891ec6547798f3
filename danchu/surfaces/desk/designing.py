"""The pages on which a province designs its forms, and the presses on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any

from django.http import QueryDict
from django.utils.timezone import localdate

from danchu.indicators.queries.design_pages import (
    DesignPage,
    PreviewPage,
    choosable,
    design_page,
    preview_of,
)
from danchu.indicators.queries.designs import design_named, units_named
from danchu.indicators.queries.own_checks import province_of
from danchu.indicators.rules.designs import (
    DROP_FORM,
    LONGEST_NAME,
    PUBLISH_FORM,
    RETIRE_FORM,
    Design,
    Item,
    lowered,
    raised,
    with_item,
    with_section,
    without_item,
    without_section,
)
from danchu.indicators.services.designs import (
    begin_edition,
    drop_design,
    edit_design,
)
from danchu.indicators.services.designs_in_force import publish_form, retire_form
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.surfaces.desk.design_forms import (
    FACTS_ID,
    PUBLISH_ID,
    FactsForm,
    PublishForm,
)

NOWHERE = 10**6
"""A place that no design has: what an address or a press means that is no number."""
Said = Mapping[str, str]
FACTS, NEW_EDITION = "chung", "phien-ban-moi"
PLACE = ("muc", "dong")


@dataclass(frozen=True)
class DesignScene:
    """The page of one design, with the forms on it as they were sent or are stored."""

    page: DesignPage
    facts: FactsForm
    publish: PublishForm
    choices: list[tuple[str, str]]

    @property
    def wrong(self) -> FactsForm | PublishForm | None:
        """The form whose errors the page tells first."""
        bound = (one for one in (self.facts, self.publish) if one.is_bound)
        return next((one for one in bound if one.errors), None)


def design_scene(
    code: str, *, user: User, today: date, said: QueryDict | None = None
) -> DesignScene:
    """Return the page of a province's design; `said` is what was sent and refused."""
    unit = province_of(user, today)
    page = design_page(design_named(unit, code))
    deed = said.get("viec", "") if said else ""
    facts, publish = FactsForm.of(page.design, page.units), PublishForm.of(today)
    if deed == FACTS:
        facts = FactsForm(said, auto_id=FACTS_ID)
    if deed == PUBLISH_FORM.name:
        publish = PublishForm(said, auto_id=PUBLISH_ID)
    return DesignScene(page, facts, publish, choosable(unit))


def preview_scene(code: str, *, user: User, today: date) -> PreviewPage | None:
    """Return a design as a clerk would see it."""
    return preview_of(design_named(province_of(user, today), code), today)


def act_on_design(code: str, *, actor: User, said: QueryDict, at: datetime) -> str:
    """Do what was pressed on the page of a design; return what to say of it.

    Nothing if a form of the page refuses what was typed: the page then shows it.
    """
    press = _Press(actor, code, said, at)
    deeds = {
        PUBLISH_FORM.name: press.publish,
        RETIRE_FORM.name: press.retire,
        DROP_FORM.name: press.drop,
        NEW_EDITION: press.begin,
    }
    return deeds.get(said.get("viec", ""), press.edit)()


@dataclass(frozen=True)
class _Press:
    actor: User
    code: str
    said: QueryDict
    at: datetime

    def publish(self) -> str:
        form = PublishForm(self.said)
        if not form.is_valid():
            return ""
        publish_form(
            actor=self.actor,
            unit=self.unit,
            code=self.code,
            turn=_number(self.said, "lan"),
            since=form.cleaned_data["since"],
            reason=form.cleaned_data["reason"],
            at=self.at,
        )
        return "Đã ban hành. Biểu hiện ra ở bàn việc của các đơn vị phải nộp."

    def retire(self) -> str:
        retire_form(
            actor=self.actor,
            unit=self.unit,
            code=self.code,
            reason=_text(self.said, "ly-do"),
            at=self.at,
        )
        return "Đã ngừng áp dụng biểu. Kỳ đã mở hoặc đã kết thúc giữ nguyên."

    def drop(self) -> str:
        drop_design(
            actor=self.actor,
            unit=self.unit,
            code=self.code,
            turn=_number(self.said, "lan"),
            at=self.at,
        )
        return "Đã bỏ bản thảo."

    def begin(self) -> str:
        begin_edition(actor=self.actor, unit=self.unit, code=self.code, at=self.at)
        return "Đã lập phiên bản mới để sửa. Bản đang áp dụng giữ nguyên."

    def edit(self) -> str:
        change = self._change(self.said.get("viec", ""))
        if change is None:
            return ""
        edit_design(
            actor=self.actor,
            unit=self.unit,
            code=self.code,
            turn=_number(self.said, "lan"),
            change=change,
            at=self.at,
        )
        return "Đã lưu bản thảo."

    def _change(self, deed: str) -> Callable[[Design], Design] | None:
        """Return what a press does to a draft; nothing if what was typed is refused."""
        said, place, number = self.said, *(_number(self.said, n) for n in PLACE)
        if deed == FACTS:
            form = FactsForm(said)
            if not form.is_valid():
                return None
            units = units_named(self.unit, form.cleaned_data["units"], self._day)
            return partial(_with_facts, facts=form.cleaned_data, units=units)
        code, name = said.get("chi-tieu", "").strip()[:10], _text(said, "ten")
        changes: dict[str, Callable[[Design], Design]] = {
            "them-muc": lambda one: with_section(one, name),
            "bo-muc": lambda one: without_section(one, place),
            "them-chi-tieu": lambda one: with_item(one, place, Item(indicator=code)),
            "them-loi": lambda one: with_item(one, place, _words(self.code, name, one)),
            "len": lambda one: raised(one, place, number),
            "xuong": lambda one: lowered(one, place, number),
            "bo": lambda one: without_item(one, place, number),
        }
        if deed not in changes:
            raise RuleBroken("indicators.design_unknown_word", words=deed[:40])
        return changes[deed]

    @cached_property
    def unit(self) -> Any:
        """The province whose forms the actor designs."""
        return province_of(self.actor, self._day)

    @property
    def _day(self) -> date:
        return localdate(self.at)


def _with_facts(
    design: Design, *, facts: Mapping[str, Any], units: tuple[int, ...]
) -> Design:
    return replace(
        design,
        name=facts["name"],
        unit_kinds=tuple(facts["unit_kinds"]),
        units=units,
        period_kinds=tuple(facts["period_kinds"]),
        administrative=bool(facts["administrative"]),
        days=facts["days"],
        trees=tuple(facts["trees"]),
        opens=facts["opens"],
        closes=facts["closes"],
    )


def _words(code: str, label: str, design: Design) -> Item:
    """Return a part in words, under a code that the design does not have yet."""
    taken = {item.narrative for item in design.items}
    number = next(n for n in range(1, NOWHERE) if f"{code}_{n}" not in taken)
    return Item(narrative=f"{code}_{number}", label=label)


def _text(said: Said, name: str) -> str:
    return " ".join(said.get(name, "").replace("\0", " ").split())[:LONGEST_NAME]


def _number(said: Said, name: str) -> int:
    text = said.get(name, "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= len("999999")
    return int(text) if is_number else NOWHERE
