"""What people fill in at the registry."""
