"""Questions about personal data."""
