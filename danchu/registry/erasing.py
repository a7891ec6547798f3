"""Accounts are erased wherever they are held: sessions and history too."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from danchu.kernel.audit.services import erase_personal_about
from danchu.kernel.erasures.kinds import Eraser, Found
from danchu.kernel.erasures.rules import number_in
from danchu.kernel.errors import RuleBroken
from danchu.kernel.notices.services import forget_person
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import subjects_about
from danchu.kernel.people.rules import ERASED_NAME
from danchu.kernel.people.services import erase_account
from danchu.registry.models import Invitation
from danchu.registry.queries.accounts import account_of, home_unit


def _find(text: str) -> Found | None:
    user = account_of(text[:254])
    if user is None or user.full_name == ERASED_NAME:
        return None
    ended = Q(valid_to__lt=timezone.localdate())
    lasting = Post.objects.filter(user=user).exclude(ended).exists()
    told = (
        f"Tài khoản “{user.username}”, {user.full_name}: họ tên, tên đăng nhập, thư "
        "điện tử và mật khẩu bị hủy, tài khoản đóng lại. Lịch sử chỉ còn biết có một "
        "người đã làm."
    )
    return Found(
        key=str(user.pk),
        told=told,
        unit=home_unit(user) if user.posts.exists() else None,
        hindrance=RuleBroken("registry.still_in_office") if lasting else None,
    )


def _destroy(key: str, *, ground: str, actor: User | None, at: datetime) -> bool:
    user = User.objects.filter(pk=number_in(key) or 0).first()
    if user is None:
        return False
    Invitation.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    _end_sessions(key)
    told = erase_personal_about(
        subjects=subjects_about(user.pk), ground=ground, actor=actor, at=at
    )
    forget_person(person=user, at=at)
    return erase_account(user=user, at=at) or bool(told)


def _end_sessions(key: str) -> None:
    """Destroy every session of an account: they hold the name it signed in with."""
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == key
    ]
    Session.objects.filter(pk__in=theirs).delete()


ACCOUNT = Eraser(
    kind="account",
    label="Tài khoản",
    hint="Tên đăng nhập hoặc thư điện tử của tài khoản",
    find=_find,
    destroy=_destroy,
    numbered_by="people_user",
)
