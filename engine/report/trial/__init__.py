"""What came of a pack's own examples."""
