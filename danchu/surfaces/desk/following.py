"""Who has handed up and who owes: the matrix, the list to chase by, and as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone

from danchu.indicators.queries.closings import closings_standing
from danchu.indicators.queries.completeness import (
    Completeness,
    HandingCell,
    HandingRow,
    Owed,
    Sheet,
    completeness,
    kinds_asked,
    owed_in,
    periods_of_form,
)
from danchu.indicators.queries.doubts import doubts_of, posts_to_ask
from danchu.indicators.queries.duties import form_list
from danchu.indicators.rules.closings import REMIND
from danchu.indicators.rules.completeness import (
    DOUBT_NAMES,
    HANDED_UP,
    HANDING_NAMES,
    MOST_PERIODS,
    USUAL_PERIODS,
    Doubt,
    Handing,
)
from danchu.indicators.rules.filings import STATUS_NAMES
from danchu.indicators.rules.signals import READ_SIGNALS
from danchu.indicators.services.reminding import remind
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import active_post
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import (
    default_map_day,
    map_date,
    map_note,
    unit_by_number,
)
from danchu.kernel.units.rules import KIND_NAMES, UnitKind
from danchu.lib.tables_out import Row
from danchu.surfaces.desk.handings import (
    STATES,
    Chased,
    ChaseList,
    Due,
    Following,
    Head,
    Line,
    Shown,
    short_label,
)
from danchu.surfaces.desk.rules import FORM
from danchu.ui import numerals

ROWS_A_PAGE, MOST_CHASED = 100, 500
OFFERED = 16
"""Periods among which the last one is chosen: four years of quarters."""
COLUMNS = (
    "id", "ten", "cap", "bieu", "ky", "tinh_trang", "han_nop", "ngay_nop", "ghi_chu"
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What an address asks for; empty means the reader's own, and the usual."""

    unit: str = ""
    form: str = ""
    kind: str = ""
    last: str = ""
    periods: str = ""
    is_owing: bool = False
    map_text: str = ""
    page: str = ""
    post: object = None


def following_page(*, asked: Asked, user: User, today: date) -> Following:
    """Return the matrix asked for; what is out of reach is not there."""
    return Scene(asked, user, today).page()


def chase_list(*, asked: Asked, user: User, today: date) -> ChaseList:
    """Return who owes, the longest late first."""
    return Scene(asked, user, today).chased()


def remind_owing(*, asked: Asked, user: User, at: datetime) -> str:
    """Remind everybody shown as owing; say what came of it."""
    scene = Scene(asked, user, timezone.localdate(at))
    done = remind(
        actor=user, root=scene.unit, form=scene.form, owed=owed_in(scene.found), at=at
    )
    parts = [f"Đã nhắc {numerals.number(done.told)} đơn vị."] if done.told else []
    if done.again:
        count = numerals.number(done.again)
        parts.append(f"{count} đơn vị hôm nay đã được nhắc, không nhắc lại.")
    if done.nobody:
        count = numerals.number(done.nobody)
        parts.append(f"{count} đơn vị chưa có ai giữ chức vụ để nhắc.")
    return " ".join(parts)


def following_rows(*, asked: Asked, user: User, today: date) -> list[Row]:
    """Return the whole matrix as a table, one row for each unit and period.

    All of it at once: a refusal must come before the file has begun to leave.
    """
    return list(Scene(asked, user, today).table())


class Scene:
    """One question about completeness: whose units, which form, which periods."""

    def __init__(self, asked: Asked, user: User, today: date) -> None:
        self.asked, self.user, self.today = asked, user, today
        within = reach(user, today)
        post = active_post(list(within.posts), asked.post)
        self.may_read_signals = bool(within.allowing(READ_SIGNALS).posts)
        number = asked.unit or str(post.unit_id if post else 0)
        self.unit = unit_by_number(number)
        if not within.contains(self.unit):
            raise RuleBroken("access.forbidden", unit=self.unit.name)
        self.form = asked.form or FORM
        self.day = map_date(asked.map_text, default_map_day(self.unit, today))
        self.offered = tuple(periods_of_form(self.form, today, OFFERED))
        self.kinds = kinds_asked(self.form)
        self.kind = asked.kind if asked.kind in self.kinds else ""

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods shown, the latest first."""
        codes = [one.code for one in self.offered]
        last = self.asked.last
        first = codes.index(last) if last in codes else 0
        return self.offered[first : first + self.count]

    @property
    def count(self) -> int:
        """How many periods are shown."""
        text = self.asked.periods
        is_number = text.isascii() and text.isdecimal() and len(text) < len("999")
        return min(max(int(text), 1), MOST_PERIODS) if is_number else USUAL_PERIODS

    @cached_property
    def found(self) -> Completeness:
        """The matrix."""
        sheet = Sheet(self.unit, self.form, self.periods, self.day, self.kind)
        return completeness(sheet, user=self.user, today=self.today)

    @cached_property
    def rows(self) -> Sequence[HandingRow]:
        """The rows of the matrix that are wanted."""
        every = self.found.rows
        return [row for row in every if row.is_owing or not self.asked.is_owing]

    @property
    def query(self) -> str:
        """The address of the same question, for the other views of it."""
        told = {
            "don-vi": str(self.unit.pk),
            "bieu": self.form,
            "loai": self.kind,
            "den": self.asked.last,
            "so-ky": self.asked.periods,
            "chi-no": "1" if self.asked.is_owing else "",
            "ban-do": self.asked.map_text,
        }
        return urlencode({name: text for name, text in told.items() if text})

    def page(self) -> Following:
        """Return a page of the matrix in words."""
        page: Page[HandingRow] = Paginator(self.rows, ROWS_A_PAGE).get_page(
            self.asked.page
        )
        shown = list(page.object_list)
        doubts = self._doubts(shown)
        return Following(
            pk=self.unit.pk,
            name=self.unit.name,
            form_code=self.found.form_code,
            form_name=self.found.form_name,
            kind=self.kind,
            last=self.periods[0].code if self.periods else "",
            count=self.count,
            is_owing=self.asked.is_owing,
            map=map_note(self.day, self.today),
            forms=tuple((one.code, one.name) for one in form_list()),
            kinds=tuple((kind, KIND_NAMES[UnitKind(kind)]) for kind in self.kinds),
            offered=self.offered,
            heads=tuple(self._heads()),
            page=page,
            lines=tuple(self._line(row, doubts) for row in shown),
            entries=self._entries(),
            owing=sum(row.is_owing for row in self.found.rows),
            may_remind=may(self.user, REMIND, self.unit, self.today),
            query=self.query,
            may_read_signals=self.may_read_signals,
        )

    def chased(self) -> ChaseList:
        """Return who owes, the longest late first."""
        units: dict[int, list[Owed]] = {}
        every = owed_in(self.found)
        for one in sorted(every, key=lambda one: one.due_on or date.max):
            units.setdefault(one.unit, []).append(one)
        named = dict(list(units.items())[:MOST_CHASED])
        posts = posts_to_ask(named, self.today)
        return ChaseList(
            name=self.unit.name,
            form_code=self.found.form_code,
            form_name=self.found.form_name,
            today=self.today,
            lines=tuple(self._chased(owed, posts) for owed in named.values()),
            units=len(units),
            count=len(every),
            query=self.query,
        )

    def table(self) -> Iterator[Row]:
        """Yield a row for each unit and period."""
        doubts = self._doubts(self.rows)
        for row in self.rows:
            for cell in row.cells:
                doubt = doubts.get(cell.filing or 0, Doubt.NONE)
                yield (
                    row.pk, row.name, KIND_NAMES[UnitKind(row.kind)], self.form,
                    cell.period.code, HANDING_NAMES[cell.handing], cell.due_on,
                    _handed_on(cell), DOUBT_NAMES[doubt],
                )  # fmt: skip

    def _doubts(self, rows: Sequence[HandingRow]) -> Mapping[int, Doubt]:
        filings = [
            cell.filing
            for row in rows
            for cell in row.cells
            if cell.filing and cell.handing in HANDED_UP
        ]
        return doubts_of(filings, self.periods)

    def _heads(self) -> Iterator[Head]:
        told = self.found
        closed = closings_standing(self.unit, self.form, told.periods)
        for period, counts in zip(told.periods, told.counts, strict=True):
            where = {"don-vi": self.unit.pk, "bieu": self.form, "ky": period.code}
            href = f"{reverse('desk:closing')}?{urlencode(where)}"
            yield Head(period, counts, closed.get(period.code), href)

    def _line(self, row: HandingRow, doubts: Mapping[int, Doubt]) -> Line:
        return Line(
            row.name, tuple(self._shown(row.pk, cell, doubts) for cell in row.cells)
        )

    def _shown(
        self, unit: int, cell: HandingCell, doubts: Mapping[int, Doubt]
    ) -> Shown:
        doubt = doubts.get(cell.filing or 0, Doubt.NONE)
        is_there = cell.handing is not Handing.NOT_ASKED
        return Shown(
            label=short_label(cell.period),
            state=STATES[cell.handing],
            word=HANDING_NAMES[cell.handing],
            note=_note(cell),
            doubt=DOUBT_NAMES[doubt],
            href=self._filing(unit, cell.period) if is_there else "",
        )

    def _filing(self, unit: int, period: Period) -> str:
        return reverse("indicators:filing", args=[self.form, unit, period.code])

    def _entries(self) -> tuple[dict[str, object], ...]:
        return tuple(
            {
                "state": state,
                "word": HANDING_NAMES[handing],
                "count": sum(one.number(handing) for one in self.found.counts),
            }
            for handing, state in STATES.items()
        )

    def _chased(
        self, owed: Sequence[Owed], posts: Mapping[int, tuple[str, ...]]
    ) -> Chased:
        unit = owed[0].unit
        return Chased(
            name=owed[0].name,
            posts="; ".join(posts.get(unit, ())) or "Chưa có ai giữ chức vụ",
            owed=tuple(self._due(one) for one in owed),
        )

    def _due(self, one: Owed) -> Due:
        late = one.days_late(self.today)
        state = Handing.RETURNED if one.is_returned else Handing.MISSING
        return Due(
            period=short_label(one.period),
            word=HANDING_NAMES[state],
            due=numerals.day(one.due_on),
            since=f"{late} ngày" if late else "chưa quá hạn",
            href=self._filing(one.unit, one.period),
        )


def _note(cell: HandingCell) -> str:
    if cell.handing in HANDED_UP:
        return f"nộp {numerals.day(cell.handed_on)}" if cell.handed_on else ""
    if cell.handing is Handing.NOT_ASKED:
        return ""
    said = f"hạn {numerals.day(cell.due_on)}"
    return f"{said}; {STATUS_NAMES[cell.status].lower()}" if cell.status else said


def _handed_on(cell: HandingCell) -> date | None:
    return cell.handed_on if cell.handing in HANDED_UP else None
