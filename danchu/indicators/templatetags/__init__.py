"""Filters about figures, loaded everywhere without `{% load %}`."""
