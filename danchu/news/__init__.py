"""News: what a commune or province writes for its people, and what they say to it.

Điều 11 and 16 of Luật số 10/2022/QH15 let units inform by their pages. Enter through
`services`; strangers read what `public` gives, officials what `queries` gives.
"""
