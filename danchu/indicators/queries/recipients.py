"""To whom a filing is handed up, who of them has accepted, and who publishes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Acceptance, Filing, Form
from danchu.indicators.rules.filings import CORRECT, PUBLISH, WITHDRAW, Status
from danchu.kernel.access.actions import Action, Where
from danchu.kernel.access.services import may
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import parents_of

_LAST_WORD = {PUBLISH.name, CORRECT.name, WITHDRAW.name}
"""What only one of two recipients does."""


@dataclass(frozen=True)
class Recipient:
    """A unit to which a filing is handed up, and whether it has accepted."""

    unit: Unit
    is_publisher: bool
    accepted_by: str = ""
    accepted_at: datetime | None = None

    @property
    def has_accepted(self) -> bool:
        """Whether nothing is awaited from it any more."""
        return self.accepted_at is not None


def recipients_of(form: Form, unit: Unit, on: date) -> list[Unit]:
    """Return to whom `form` of `unit` goes on `on`: first the one who publishes.

    Those directly above in the form's trees, each once. Above a unit that has ended is
    whoever is above its heir; nothing is above the root, which receives itself. A unit
    that stands in none of these trees hands up along the one in which it stands.
    """
    above = parents_of(unit, on)
    fitting = [above[tree] for tree in form.trees if tree in above]
    ordered = fitting or list(above.values()) or [unit]
    return list({one.pk: one for one in ordered}.values())


def recipients_seen(
    filing: Filing | None, above: Sequence[Unit]
) -> Sequence[Recipient]:
    """Return the recipients of a filing and what each has done with it.

    `above` are those of today (`recipients_of`). Once it is accepted only those who did
    are told, whoever stands above the unit now.
    """
    rows = Acceptance.objects.filter(filing=filing).select_related(
        "accepted_by", "recipient"
    )
    done = {
        row.recipient_id: row
        for row in (rows.order_by("accepted_at", "pk") if filing else ())
    }
    told = above
    if filing and filing.status in {Status.ACCEPTED, Status.PUBLISHED} and done:
        told = [row.recipient for row in done.values()]
    return [_recipient(unit, done.get(unit.pk), above[0]) for unit in told]


def _recipient(unit: Unit, row: Acceptance | None, publisher: Unit) -> Recipient:
    is_publisher = unit.pk == publisher.pk
    if row is None:
        return Recipient(unit, is_publisher)
    return Recipient(unit, is_publisher, str(row.accepted_by), row.accepted_at)


def held_by(
    user: User | AnonymousUser, action: Action, recipients: Iterable[Unit], on: date
) -> list[Unit]:
    """Return those of the recipients at which `user` may take `action` on `on`.

    Publishing, correcting and withdrawing is for the first of them alone.
    """
    able = list(recipients)
    if action.name in _LAST_WORD:
        able = able[:1]
    mine = {
        post.unit_id for post in current_posts(user, on) if post.role in action.roles
    }
    return [unit for unit in able if unit.pk in mine]


@dataclass(frozen=True)
class Asker:
    """Somebody before a filing of `unit`, and to whom that is handed up on the day."""

    user: User | AnonymousUser
    unit: Unit
    recipients: Sequence[Unit]
    on: date

    def may(self, action: Action) -> bool:
        """Tell whether the asker may take `action` on the filing, whatever its state.

        What is done from above is for the recipients of this form, not for all above.
        """
        if action.where is not Where.PARENT:
            return may(self.user, action, self.unit, self.on)
        return bool(held_by(self.user, action, self.recipients, self.on))


def asker_of(user: User | AnonymousUser, form: Form, unit: Unit, on: date) -> Asker:
    """Return `user` as whoever asks about a filing of `form` by `unit` on `on`."""
    return Asker(user, unit, recipients_of(form, unit, on), on)
