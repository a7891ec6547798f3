"""Pages of the desk, and those on which a province designs its forms."""
