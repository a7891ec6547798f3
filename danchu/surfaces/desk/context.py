"""What the frame of officials' pages needs: who works, as what, and the main pages."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from danchu.indicators.rules.filings import WRITE_CHECK
from danchu.kernel.notices.queries import unread_of
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import CHOSEN_POST, active_post, current_posts
from danchu.kernel.units.rules import UnitKind
from danchu.privacy.rules import READ
from danchu.registry.rules import ACCOUNTS
from danchu.witnesses.rules import READ as READ_WITNESSES

NOTIFICATIONS = "desk:notifications"
PAGES = (
    ("desk:home", "Bàn việc", "desk"),
    (NOTIFICATIONS, "Thông báo", "bell"),
    ("desk:totals", "Tổng hợp", "chart"),
    ("dashboards:dashboard", "Bảng số liệu", "chart"),
    ("reports:reports", "Báo cáo", "report"),
    ("desk:following", "Theo dõi nộp", "clock"),
    ("desk:planning", "Kế hoạch", "board"),
    ("news:articles", "Tin, bài", "file"),
    ("indicators:catalogue", "Chỉ tiêu", "grid"),
    ("registry:units", "Đơn vị", "tree"),
)
BOOKS = ("registry:accounts", "Tài khoản, chức vụ", "people")
CHECKS = ("indicators:checks", "Quy tắc số liệu", "board")
DESIGNS = ("desk:designs", "Biểu của tỉnh", "report")
WITNESSES = ("witnesses:register", "Nơi chứng kiến", "eye")
OUTBOX = ("desk:outbox", "Thư gửi đi", "mail")
PERSONS = ("privacy:requests", "Dữ liệu cá nhân", "lock")


def desk_frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `post`, `posts` and `desk_nav`; nothing is read until used."""
    user = getattr(request, "user", None)
    if user is None:
        return {}

    @cache
    def held() -> list[Post]:
        return current_posts(user, timezone.localdate())

    return {
        "posts": SimpleLazyObject(held),
        "post": SimpleLazyObject(
            lambda: active_post(held(), request.session.get(CHOSEN_POST))
        ),
        "desk_nav": SimpleLazyObject(lambda: _nav(user, held(), request.path)),
    }


def _writes_checks(post: Post) -> bool:
    return post.role in WRITE_CHECK.roles and post.unit.kind == UnitKind.PROVINCE


def _nav(user: User, posts: list[Post], here: str) -> list[dict[str, Any]]:
    pages = list(PAGES)
    if any(post.role in ACCOUNTS.roles for post in posts):
        pages.append(BOOKS)
    if any(_writes_checks(post) for post in posts):
        pages += [CHECKS, DESIGNS]
    if any(post.role in READ.roles for post in posts):
        pages.append(PERSONS)
    if any(_keeps_the_whole(post) for post in posts):
        pages += [WITNESSES, OUTBOX]
    entries = [
        {"label": label, "href": reverse(name), "icon": icon}
        for name, label, icon in pages
    ]
    unread = {reverse(NOTIFICATIONS): {"count": unread_of(user), "counted": "chưa đọc"}}
    return [
        entry | unread.get(entry["href"], {}) | {"current": entry["href"] == here}
        for entry in entries
    ]


def _keeps_the_whole(post: Post) -> bool:
    """Tell whether a post keeps what belongs to the whole system."""
    return post.role in READ_WITNESSES.roles and post.unit.kind == UnitKind.COUNTRY
