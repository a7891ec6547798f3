"""People: accounts, the posts they hold between two days, failed sign-ins."""
