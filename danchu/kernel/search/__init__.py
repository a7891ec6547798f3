"""Finding what is public: one index of folded words, places, kinds and dates.

Whoever owns a kind of thing declares what of it may be found; publication has the index
follow in its own transaction. Places themselves are found by `units.finding`.
"""
