"""What citizens see: the home page, search, and a page for every locality.

Reads only, published figures only; officials use the desk.
"""
