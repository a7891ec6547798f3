from itertools import product

import pytest
from django.db import connection

from danchu.indicators.models import Value
from danchu.indicators.rules.amounts import Qualifier, State
from danchu.indicators.rules.catalogue import Origin
from danchu.indicators.rules.filings import PUBLIC_STAGES, Status
from danchu.indicators.rules.tallies import COUNTED, MEANING, NONE, tallies, tally_of

EVERY = list(product(State, Qualifier, Origin, Status))


def test_a_tally_tells_what_it_was_made_of() -> None:
    counted = [one for one in EVERY if one[0] in COUNTED]

    for state, qualifier, origin, stage in counted:
        words = MEANING[tally_of(state, qualifier, origin, stage)]
        assert (words.qualifier, words.stage) == (qualifier, stage)
        assert words.is_illustration == (origin is Origin.ILLUSTRATION)


def test_strangers_without_a_demo_count_neither_soft_values_nor_illustrations() -> None:
    asked = tallies(PUBLIC_STAGES, with_illustrations=False)

    counted = {
        (origin, stage)
        for state, qualifier, origin, stage in EVERY
        if tally_of(state, qualifier, origin, stage) in asked
    }

    official = {origin for origin in Origin if origin is not Origin.ILLUSTRATION}
    assert counted == {(origin, Status.PUBLISHED) for origin in official}
    assert NONE not in asked


@pytest.mark.django_db
def test_the_database_makes_the_same_tally() -> None:
    column = Value._meta.get_field("tally")  # noqa: SLF001 -- the column itself
    made, facts = column.generated_sql(connection)
    words = ("state", "qualifier", "origin", "stage")
    table = ", ".join(f"%s::text AS {word}" for word in words)

    with connection.cursor() as cursor:
        for one in EVERY:
            cursor.execute(
                f"SELECT {made} FROM (SELECT {table}) indicators_value",  # noqa: S608 -- our own
                [*facts, *(str(word) for word in one)],
            )
            assert cursor.fetchone() == (tally_of(*one),), one
