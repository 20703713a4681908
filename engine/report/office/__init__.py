"""Word and Excel files as an office sends them: the same bytes each time."""
