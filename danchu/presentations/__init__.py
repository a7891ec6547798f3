"""Presentations: approved figures, frozen, shown in a hall by a link of a day.

Drawings of charts are kept here too, by what they are drawn from.
"""
