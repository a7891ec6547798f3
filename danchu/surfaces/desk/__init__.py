"""What officials see first: what waits for them, and the live totals of their units."""
