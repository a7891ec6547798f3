import pytest

from danchu.indicators.services import load_catalogue
from danchu.testing.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    """Hire the cast and load the catalogue they work with."""
    load_catalogue()
    return make_cast()
