"""What units below have written in words, for whoever writes their report."""

from dataclasses import dataclass
from datetime import date

from danchu.indicators.models import FormRow, Narrative
from danchu.indicators.queries.facts import PlaceFact
from danchu.indicators.rules.filings import Status
from danchu.kernel.access.queries import reach
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree

FIRM = (Status.APPROVED, Status.ACCEPTED, Status.PUBLISHED)
MOST_NARRATIVES = 2_000


@dataclass(frozen=True)
class NarrativeFact:
    """One part in words of one filing."""

    pk: int
    code: str
    label: str
    form: str
    place: PlaceFact
    text: str


def narratives_within(
    *, unit: Unit, period: str, map_on: date, user: User
) -> list[NarrativeFact]:
    """Return what `unit` and all in it wrote for a period and handed up.

    By part, then by the order of names; `MOST_NARRATIVES` at most. Out of reach there
    is nothing: words stay in the building until a report cites them.
    """
    if not reach(user, map_on).contains(unit):
        return []
    inside = Ancestry.objects.filter(
        tree__in=list(Tree), ancestor=unit, since__lte=map_on, until__gt=map_on
    ).values("unit_id")
    rows = (
        Narrative.objects.filter(filing__period__code=period, filing__status__in=FIRM)
        .filter(filing__unit__in=[unit.pk, *inside.values_list("unit_id", flat=True)])
        .exclude(text="")
        .select_related("filing__unit", "filing__form")
        .order_by("code", "filing__unit__sort_key", "filing__form__code")
    )[:MOST_NARRATIVES]
    labels = dict(
        FormRow.objects.exclude(narrative_code="").values_list(
            "narrative_code", "narrative_label"
        )
    )
    return [
        NarrativeFact(
            row.pk,
            row.code,
            labels.get(row.code, row.code),
            row.filing.form.code,
            PlaceFact.of(row.filing.unit),
            row.text,
        )
        for row in rows
    ]
