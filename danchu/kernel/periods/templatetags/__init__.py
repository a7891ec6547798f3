"""Filters about periods, loaded everywhere without `{% load %}`."""
