"""Truths about the whole code base.

Each invariant is a function that lists faults. One test runs it over everything we
have, another over good and bad examples, because a lock nobody has tried is a wish.
"""
