"""The one signal of the house."""

from django.dispatch import Signal

dossier_moved = Signal()
"""Sent after commit with `dossier_id`, `workflow`, `action`, `source`, `target`, `at`.

A receiver that fails is logged and changes nothing: the move has already happened.
"""
