"""What the system holds about persons, read from the code itself."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext

from danchu.kernel.holdings import Holding, known_holdings


@dataclass(frozen=True)
class HeldTable:
    """One kind of data about persons, as the public page explains it."""

    ident: str
    holding: Holding
    fields: tuple[str, ...]


def held_tables() -> tuple[HeldTable, ...]:
    """Return every kind of personal data that is held, in order of titles."""
    made = [
        HeldTable(table.lower().replace(".", "-"), holding, _fields(holding))
        for table, holding in known_holdings().items()
    ]
    return tuple(sorted(made, key=lambda one: one.holding.title))


def _fields(holding: Holding) -> tuple[str, ...]:
    model = apps.get_model(holding.table)
    personal: frozenset[str] = getattr(model, "PERSONAL", frozenset(holding.names))
    return tuple(
        gettext(holding.names.get(field.name) or str(field.verbose_name))
        for field in model._meta.local_fields  # noqa: SLF001 -- Django's public API
        if field.name in personal
    )
