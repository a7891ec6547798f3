"""History: what was done, at which unit, to which dossier, by whom; never changed.

Write it with `services.record` in the transaction of the deed; read it with `queries`.
Facts name things by reference. Values of personal fields go into `personal`, a table
that may be erased, and the erasure is itself an event.
"""

APPEND_ONLY = ("audit_event",)
"""Tables where the application may INSERT and SELECT, and triggers refuse the rest."""

ERASABLE = ("audit_eventpersonal",)
"""Tables where it may also DELETE, but never UPDATE; triggers refuse that too."""
