"""Deadlines: clocks on dossiers that count days the way the law counts them.

A capability declares `rules.Deadline` constants and calls `services.start_clock`; the
number comes from the dated law row and stays with the clock. Days off are those of the
`holidays` library, corrected by the editable table `DayOff`.
"""
