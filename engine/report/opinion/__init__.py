"""The opinion of a legality review, as Word."""
