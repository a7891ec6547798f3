"""Deeds of the registry."""
