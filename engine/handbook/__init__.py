"""The handbook of a pack: its rules as pages that a lawyer can read."""
