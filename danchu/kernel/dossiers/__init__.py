"""Dossiers (hồ sơ): one row for everything somebody must see through to the end.

Phases are `rules.Phase`; open one with `services.open_dossier` inside the deed that
needs it; after that only `kernel.workflow` moves it.
"""
