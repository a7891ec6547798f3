"""Witnesses of the ledger: who outside keeps its checkpoints and signs that it grew.

Bodies that supervise need not trust this server: they keep checkpoints and cosign
them. The log and its signatures are `kernel.ledger`; here are the register, the letters
and the pages.
"""
