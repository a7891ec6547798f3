"""Reading the register, and how far witnesses have followed the log."""
