"""Proofs of the kernel's single modules."""
