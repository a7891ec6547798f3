"""What holds for figures whoever writes them: amounts, checks, filings, roll-ups."""
