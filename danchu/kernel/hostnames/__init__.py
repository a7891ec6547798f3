"""Host names of localities: under which name of its own a place is also read.

A name shows the public pages of one unit; whatever is private stays at PUBLIC_URL.
Enter through `services`; whoever answers requests asks `queries.standing_names`.
"""
