"""Pages of the ledger and of the register of its witnesses."""
