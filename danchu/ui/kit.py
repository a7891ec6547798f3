"""Samples for the kit page."""

TEMPLATES: dict[str, str] = {}


def parts() -> dict[str, object]:
    """Give sample contexts."""
    return {}
