"""A verdict as a proof that another program can check."""
