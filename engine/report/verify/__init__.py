"""What came of verifying a folder of records."""
