"""What several invariants ask for."""

from tests.invariants.roles import scene

__all__ = ["scene"]
