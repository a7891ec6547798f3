"""Erasing what is held about a person, and erasing it again after a restore.

A package that holds personal data declares an `kinds.Eraser`; `services.erase` calls it
and keeps an `Erasure`: which thing, on what ground, when, never what it said. The same
lines stand in a file outside the database (`journal`), so that a backup made before an
erasure cannot bring anything back: `services.replay` erases all of it once more.
"""

APPEND_ONLY = ("erasures_erasure",)
"""Tables where the application may INSERT and SELECT, and triggers refuse the rest."""
