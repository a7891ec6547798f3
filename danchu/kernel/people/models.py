"""Accounts, posts and the counters of failed sign-ins."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from danchu.kernel.units.models import Unit

ROLE_CHOICES = [
    ("clerk", "Cán bộ nhập liệu"),
    ("head", "Lãnh đạo"),
    ("secretary", "Thường trực Ban Chỉ đạo"),
    ("officer", "Cán bộ tiếp công dân, xử lý đơn"),
    ("administrator", "Quản trị"),
    ("auditor", "Kiểm tra, giám sát"),
]


class User(AbstractUser):
    """A person who signs in. What the person may do comes from posts alone."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"username", "email", "full_name", "password", "last_login"}
    )

    first_name = None  # type: ignore[assignment]  # -- one full name, as on papers here
    last_name = None  # type: ignore[assignment]  # -- one full name, as on papers here
    full_name = models.CharField("họ và tên", max_length=120)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    only_post: int | None = None
    """The one post a program acts for that came with a token; pages have no such."""
    by_token: int | None = None
    """Which token it came with; history keeps the number beside the person."""

    class Meta:
        verbose_name = "tài khoản"
        constraints = [
            models.CheckConstraint(
                condition=~Q(full_name=""), name="people_user_has_a_full_name"
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="people_user_email_is_of_one_person",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Return the name as written on papers."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the given name, which Vietnamese write last."""
        return self.full_name.rsplit(" ", 1)[-1]


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def current(self, day: date) -> Self:
        """Return the posts that hold on `day`."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
        )


class Post(models.Model):
    """A role held at a unit between two days, both included."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"user"})

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField("vai trò", max_length=13, choices=ROLE_CHOICES)
    title = models.CharField("chức danh", max_length=120, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    is_acting = models.BooleanField("phụ trách tạm thời", default=False)

    objects: ClassVar = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role for role, _ in ROLE_CHOICES]),
                name="people_post_role_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="people_post_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_acting=False) | Q(valid_to__isnull=False),
                name="people_post_acting_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role", "valid_from"],
                name="people_post_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.get_role_display()}, {self.unit}"

    @property
    def called(self) -> str:
        """The title of the post, or its role when it has none."""
        return self.title or str(self.get_role_display())


class AccessToken(models.Model):
    """A key for a program that acts as one post of one person, until a day."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name"})

    post = models.ForeignKey(Post, models.PROTECT, related_name="tokens")
    name = models.CharField("dùng vào việc", max_length=80)
    digest = models.CharField("dấu vết", max_length=64, unique=True)
    hint = models.CharField("mấy chữ cuối", max_length=4)
    made_at = models.DateTimeField("lúc cấp")
    expires_on = models.DateField("dùng đến hết ngày")
    last_used_on = models.DateField("ngày dùng gần nhất", null=True, blank=True)
    revoked_at = models.DateTimeField("lúc thu hồi", null=True, blank=True)

    class Meta:
        verbose_name = "mã truy cập"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="people_accesstoken_says_what_for"
            )
        ]

    def __str__(self) -> str:
        return f"…{self.hint}"

    def serves(self, today: date) -> bool:
        """Tell whether programs may use it; its post and account must hold too."""
        post = self.post
        is_held = post.valid_from <= today <= (post.valid_to or today)
        is_alive = self.revoked_at is None and today <= self.expires_on
        return is_alive and is_held and post.user.is_active


class SignInCounter(models.Model):
    """How often signing in to one account has failed lately."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"account"})

    account = models.CharField("dấu vết tên đăng nhập", max_length=64, unique=True)
    failures = models.PositiveIntegerField("số lần sai", default=0)
    last_failed_at = models.DateTimeField("lần sai gần nhất")
    locked_until = models.DateTimeField("tạm khóa đến", null=True, blank=True)

    class Meta:
        verbose_name = "bộ đếm đăng nhập sai"

    def __str__(self) -> str:
        return f"{self.failures}"
