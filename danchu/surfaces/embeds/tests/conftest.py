import pytest

from danchu.indicators.services import load_catalogue
from danchu.testing.cast import Cast, make_cast


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    load_catalogue()
    return made
