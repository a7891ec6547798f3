"""Which units answer for the data they hold."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from danchu.kernel.people.models import Post
from danchu.kernel.units.models import Placement, Unit, UnitCode
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.lib.vietnamese import fold
from danchu.privacy.rules import READ

MOST = 20


@dataclass(frozen=True)
class Meant:
    """A unit that somebody may mean, and what it stands under."""

    unit: Unit
    parent: str

    @property
    def label(self) -> str:
        """Its name with the place, for choosing."""
        return f"{self.unit.name}, {self.parent}" if self.parent else self.unit.name


def units_meant(text: str, on: date) -> list[Meant]:
    """Return the living units that a name or a code may mean, at most twenty.

    A name written exactly leaves no doubt, whatever else it begins. Villages answer
    through their commune.
    """
    folded = fold(text)
    if not folded:
        return []
    coded = UnitCode.objects.alive(on).filter(code=text.strip()[:30])
    named = Q(names__folded__contains=folded[:200]) | Q(pk__in=coded.values("unit"))
    living = Unit.objects.alive(on).exclude(kind=UnitKind.VILLAGE).filter(named)
    found = list(living.distinct().order_by("sort_key", "pk")[:MOST])
    exact = [unit for unit in found if fold(unit.name) == folded]
    chosen = exact if len(exact) == 1 else found
    placed = Placement.objects.alive(on).filter(tree=Tree.TERRITORY, unit__in=chosen)
    above = dict(placed.values_list("unit", "parent__name"))
    return [Meant(unit, above.get(unit.pk) or "") for unit in chosen]


def answers_for_itself(unit: Unit, on: date) -> bool:
    """Tell whether somebody at `unit` may answer on `on`."""
    held = Post.objects.current(on).filter(unit=unit, user__is_active=True)
    return held.filter(role__in=[str(role) for role in READ.roles]).exists()
