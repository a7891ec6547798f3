import pytest

from danchu.testing.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    """Hire the cast."""
    return make_cast()
