"""What has left the building: each version of each published item, and its proof.

A capability declares a `kinds.Kind` for what it publishes, with the face that may be
seen, and calls `services.publish` last in the transaction of its deed. Correcting is
publishing again. The content itself stands in the ledger, where it can be erased.
"""
