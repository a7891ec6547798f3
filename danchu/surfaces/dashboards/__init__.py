"""Dashboards: the figures of a unit as charts, each with its table and its sentence."""
