"""Units: who stands where, on the map of any day.

A unit's identity is a number that means nothing; its codes, names and places in the
trees have dates. Old units end, new units begin, `Succession` links them, and
`Ancestry` says within whom a unit's own values count on each map. Enter through
`queries` and `services`. The maps come from the open data set vietnamadminunits
1.0.4 (MIT), resting on Nghị quyết 202/2025/QH15 and the resolutions that follow it.
"""
