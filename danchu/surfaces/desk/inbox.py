"""The first page of an official: one inbox over all posts, by what presses most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from danchu.indicators.queries.filings import FilingFact, filings_due
from danchu.indicators.rules.filings import Status
from danchu.kernel.deadlines.rules import Standing
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.privacy.queries.requests import Waiting, requests_waiting
from danchu.surfaces.desk.months import Month, month_of
from danchu.surfaces.desk.rules import state_of, time_left, waited
from danchu.surfaces.desk.texts import HEADS as TEXTS
from danchu.surfaces.desk.texts import groups_of_news
from danchu.surfaces.desk.waiting import Group, Link, Task
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals

SOON = timedelta(days=5)
ADMINISTRATIVE = "Kỳ theo Nghị định số 09/2019/NĐ-CP"
LATE = "qua-han"
MOMENTS = {
    LATE: "Quá hạn",
    "hom-nay": "Hôm nay",
    "sap-den": "Trong 5 ngày tới",
    "con-lau": "Sau đó",
}
"""When tasks are due, the most pressing first: the mark of a group, and its title."""
BUTTONS = {
    None: "Mở biểu",
    Status.DRAFT: "Nhập tiếp",
    Status.SUBMITTED: "Duyệt",
    Status.APPROVED: "Nhận",
    Status.ACCEPTED: "Công bố",
}
HEADS = {
    Status.SUBMITTED: ("cho-duyet", "Chờ đồng chí duyệt"),
    Status.APPROVED: ("cho-nhan", "Chờ đồng chí nhận"),
    Status.ACCEPTED: ("cho-cong-bo", "Chờ đồng chí công bố"),
}


@dataclass(frozen=True)
class Tally:
    """One count at the top of the page."""

    href: str
    count: int
    word: str
    heat: str = ""


@dataclass(frozen=True)
class Inbox:
    """Everything the first page of the desk shows."""

    today: date
    greeting: str
    tallies: tuple[Tally, ...]
    groups: tuple[Group, ...]
    posts: tuple[Post, ...]
    tables: tuple[Link, ...]
    month: Month


def inbox_page(*, user: User, today: date) -> Inbox:
    """Return what waits for `user` over all posts, the most pressing first."""
    posts = current_posts(user, today)
    facts = filings_due(user, today)
    asked = requests_waiting(posts, today)
    groups = [*_groups(facts, asked, today), *groups_of_news(user, posts, today)]
    longest = _longest(facts, today)
    roots = {post.unit_id: post.unit.name for post in posts}
    return Inbox(
        today=today,
        greeting=_greeting(user, groups, longest),
        tallies=_tallies(groups, longest),
        groups=tuple(groups),
        posts=tuple(posts),
        tables=tuple(
            Link(in_sentence(name), f"{reverse('desk:totals')}?don-vi={pk}")
            for pk, name in roots.items()
        ),
        month=month_of(
            today,
            [
                *(one.due_on for one in facts if _is_to_enter(one)),
                *(one.due.on for one in asked),
            ],
        ),
    )


def _is_to_enter(one: FilingFact) -> bool:
    return one.status in {None, Status.DRAFT}


def _groups(
    facts: Sequence[FilingFact], asked: Sequence[Waiting], today: date
) -> list[Group]:
    when: dict[str, list[Task]] = defaultdict(list)
    for request in asked:
        is_late = request.due.state == state_of(Standing.OVERDUE)
        when[_moment(request.due.on, today, is_late=is_late)].append(
            _answering(request)
        )
    for one in filter(_is_to_enter, facts):
        is_late = one.standing is Standing.OVERDUE
        when[_moment(one.due_on, today, is_late=is_late)].append(_task([one], today))
    groups = [
        Group(ident, title, len(when[ident]), tuple(when[ident]))
        for ident, title in MOMENTS.items()
        if ident in when
    ]
    for status, (ident, title) in HEADS.items():
        waiting = [one for one in facts if one.status is status]
        if waiting:
            tasks = tuple(_task(some, today) for some in _alike(waiting))
            groups.append(Group(ident, title, len(waiting), tasks))
    return groups


def _moment(due_on: date | None, today: date, *, is_late: bool) -> str:
    if is_late:
        return LATE
    if due_on is None or due_on > today + SOON:
        return "con-lau"
    return "hom-nay" if due_on == today else "sap-den"


def _answering(one: Waiting) -> Task:
    place = Link(
        one.asked.dossier.unit.name, reverse("privacy:request", args=[one.asked.pk])
    )
    return Task(
        state=one.due.state,
        word=one.due.word,
        law=one.due.law,
        deed=f"Trả lời yêu cầu {one.asked.kind_name.lower()} cá nhân",
        facts=f"{place.name}, hồ sơ số {one.asked.pk}. {one.asked.status_name}",
        button="Trả lời",
        links=(place,),
    )


def _alike(facts: Sequence[FilingFact]) -> list[list[FilingFact]]:
    """Put together what is one deed for several units: same form, same period."""
    alike: dict[tuple[str, str], list[FilingFact]] = defaultdict(list)
    for one in facts:
        alike[one.form_code, one.period.code].append(one)
    return list(alike.values())


def _task(facts: Sequence[FilingFact], today: date) -> Task:
    first = facts[0]
    links = tuple(
        Link(
            f"{one.place.name} ({one.aside})" if one.aside else one.place.name,
            reverse(
                "indicators:filing", args=[one.form_code, one.place.pk, one.period.code]
            ),
        )
        for one in facts
    )
    place = links[0].name if len(facts) == 1 else f"{len(facts)} đơn vị"
    return Task(
        state=_state(first),
        word=_word(facts, today),
        law=_law(facts),
        deed=f"{first.deed} biểu {first.form_code}: {first.form_name}",
        facts=f"{place}, {first.period.label}"
        + (f". {first.status_name}" if _is_to_enter(first) else ""),
        button=BUTTONS.get(first.status, "Xem"),
        links=links,
    )


def _state(one: FilingFact) -> str:
    return state_of(one.standing) if _is_to_enter(one) else "provisional"


def _word(facts: Sequence[FilingFact], today: date) -> str:
    one = facts[0]
    if _is_to_enter(one):
        return time_left(one.due_on, today)
    days = _longest(facts, today)
    return one.status_name if days is None else waited(days, len(facts))


def _longest(facts: Sequence[FilingFact], today: date) -> int | None:
    """Return for how many days the oldest of what waits for somebody has waited."""
    since = [one.since for one in facts if one.since and not _is_to_enter(one)]
    return (today - min(since)).days if since else None


def _law(facts: Sequence[FilingFact]) -> str:
    one = facts[0]
    if not _is_to_enter(one):
        return _units_day(facts)
    if one.due_on is None:
        return ""
    last = numerals.day(one.due_on)
    days = (one.due_on - one.period.end).days
    law = f"Hạn {last}: {days} ngày sau khi hết kỳ"
    return f"{law}. {ADMINISTRATIVE}" if one.period.is_administrative else law


def _units_day(facts: Sequence[FilingFact]) -> str:
    """Say until when the units had to hand up: not the day of whoever they wait for."""
    days = sorted({one.due_on for one in facts if one.due_on})
    if not days:
        return ""
    said = f"Hạn nộp của đơn vị: {numerals.day(days[0])}"
    return said if len(days) == 1 else f"{said} đến {numerals.day(days[-1])}"


def _tallies(groups: Sequence[Group], longest: int | None) -> tuple[Tally, ...]:
    """Count what presses; days are counted only for whoever has something with a day.

    What waits to be received has no term of its own: its age is told instead.
    """
    counts = {group.ident: group.count for group in groups}
    idents = [*(ident for ident, _ in HEADS.values()), *TEXTS]
    waiting = [ident for ident in idents if ident in counts]
    first = waiting[0] if waiting else "cho-duyet"
    waits = Tally(
        f"#{first}", sum(counts[ident] for ident in waiting), "chờ đồng chí xử lý"
    )
    if waiting and not counts.keys() & MOMENTS.keys():
        oldest = Tally(f"#{first}", longest or 0, "ngày, việc chờ lâu nhất")
        return (waits, oldest) if longest else (waits,)
    return (
        Tally("#qua-han", counts.get("qua-han", 0), "quá hạn", "hot"),
        Tally("#hom-nay", counts.get("hom-nay", 0), "hôm nay", "warm"),
        Tally("#sap-den", counts.get("sap-den", 0), "trong 5 ngày tới"),
        waits,
    )


def _greeting(user: User, groups: Sequence[Group], longest: int | None) -> str:
    counts = {group.ident: group.count for group in groups}
    name = f"Chào đồng chí {user.get_short_name()}."
    late, today = counts.get("qua-han", 0), counts.get("hom-nay", 0)
    if late or today:
        parts = []
        if late:
            parts.append(f"{late} việc quá hạn")
        if today:
            parts.append(f"{today} việc hết hạn hôm nay")
        return f"{name} Có {' và '.join(parts)}."
    if counts.keys() & MOMENTS.keys():
        return f"{name} Không có việc quá hạn."
    if counts:
        said = f"{name} Có {sum(counts.values())} việc chờ đồng chí xử lý"
        return f"{said}, lâu nhất đã {longest} ngày." if longest else f"{said}."
    return f"{name} Không có việc nào đang chờ."
