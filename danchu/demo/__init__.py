"""The demonstration: people of the cast at real units, and figures made for looking.

Enter through `services.load_demo`. Nothing here counts unless `settings.DEMO` is on.
"""
