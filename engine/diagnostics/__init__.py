"""Findings about *files* (not about the law): values with a code, a place and both languages."""
