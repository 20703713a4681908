"""Trying out the rules: their examples, what these cover, and mutants that they should kill."""
