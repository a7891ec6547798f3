"""Exchange: workbooks that leave as declared tables and come back to be rehearsed.

A capability declares a `rules.tables.Table`; `writing.workbook` makes the file,
`reading.read_workbook` recognises one that comes back. Files of strangers are opened
only by `child`, a process of its own with limits. Nothing here knows what a cell means.
"""
