"""The log without a database: hashes, proofs, tiles, signed notes, commitments."""
