"""What is wrong with a ledger, shown."""
