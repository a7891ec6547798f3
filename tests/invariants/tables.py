"""The models that are ours."""

from django.apps import apps
from django.db.models import Model

OURS: list[type[Model]] = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("danchu.")),
    key=lambda model: model._meta.label,
)
LABELS = [model._meta.label for model in OURS]


def find_model(label: str) -> type[Model]:
    """Return the model with a label such as ``units.Unit``."""
    return apps.get_model(label)
