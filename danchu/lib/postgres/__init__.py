"""The embedded PostgreSQL: binaries from a wheel, its life in our hands.

Enter through `Cluster`: `ensure()` starts or adopts the server of a home folder, from
any number of processes; `leave()` stops it when the caller was the last to use it.
"""

from danchu.lib.postgres.cluster import Cluster

__all__ = ["Cluster"]
