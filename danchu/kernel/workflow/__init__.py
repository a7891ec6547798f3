"""State machines: the one way in which anything changes state.

A capability declares `WORKFLOW = Workflow(...)` in its rules and calls
`services.advance`; `signals.dossier_moved` tells the rest of the house after commit.
"""
