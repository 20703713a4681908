"""A document taken apart, shown."""
