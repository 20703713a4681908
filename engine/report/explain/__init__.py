"""One rule on one case, the nearest change, the next question."""
