"""Periods: months, quarters, halves, years in two calendars, and named windows.

`rules.Period` computes; `services.ensure_period` keeps the row that figures refer to.
"""
