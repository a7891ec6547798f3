"""Deeds of the register, letters to witnesses, and what they hand in."""
