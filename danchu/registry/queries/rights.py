"""What a person may do, where, and until when: in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from danchu.kernel.access.actions import Role, known_actions
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import all_posts
from danchu.kernel.units.models import Ancestry
from danchu.kernel.units.rules import KIND_NAMES, Tree, UnitKind
from danchu.registry.rules import granted, where_in_words
from danchu.ui.numerals import number

_COUNTED_AS = {
    UnitKind.PROVINCE: "tỉnh, thành phố",
    UnitKind.DISTRICT: "quận, huyện",
    UnitKind.COMMUNE: "đơn vị cấp xã",
}


@dataclass(frozen=True)
class Allowed:
    """Deeds that are allowed at the same places."""

    where: str
    deeds: tuple[str, ...]


@dataclass(frozen=True)
class PostRights:
    """What one post gives."""

    post: Post
    sees: str
    reads_only: bool
    allowed: tuple[Allowed, ...]


@dataclass(frozen=True)
class Rights:
    """The posts of a person: with what they give now, and those before and after."""

    current: tuple[PostRights, ...]
    future: tuple[Post, ...]
    past: tuple[Post, ...]


def rights_of(user: User, on: date) -> Rights:
    """Return what `user` may do by the posts held on `on`, and the other posts."""
    posts = all_posts(user)
    past = tuple(post for post in posts if post.valid_to and post.valid_to < on)
    future = tuple(post for post in posts if post.valid_from > on)
    current = [post for post in posts if post not in past and post not in future]
    below = _kinds_below([post.unit_id for post in current], on)
    return Rights(
        current=tuple(_given(post, below[post.unit_id]) for post in current),
        future=future,
        past=past,
    )


def _given(post: Post, below: dict[str, int]) -> PostRights:
    rights = granted(post.role, known_actions())
    return PostRights(
        post=post,
        sees=_sees(post.unit.name, below),
        reads_only=post.role == Role.AUDITOR,
        allowed=tuple(
            Allowed(where_in_words(where, post.unit.name), deeds)
            for where, deeds in rights.items()
        ),
    )


def _sees(unit: str, below: dict[str, int]) -> str:
    counts = [
        f"{number(below[kind])} {_COUNTED_AS.get(kind, KIND_NAMES[kind])}"
        for kind in UnitKind
        if below.get(kind)
    ]
    return f"{unit} và {', '.join(counts)} bên dưới" if counts else unit


def _kinds_below(units: list[int], on: date) -> dict[int, dict[str, int]]:
    rows = (
        Ancestry.objects.filter(
            tree=Tree.TERRITORY,
            ancestor__in=units,
            since__lte=on,
            until__gt=on,
            unit_born__lte=on,
            unit_died__gt=on,
        )
        .exclude(unit=F("ancestor"))
        .values_list("ancestor", "unit_kind")
        .annotate(n=Count("pk"))
    )
    below: dict[int, dict[str, int]] = defaultdict(dict)
    for unit, kind, n in rows:
        below[unit][kind] = n
    return below
