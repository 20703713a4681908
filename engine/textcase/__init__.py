"""A document as a case: the units of its text are records, so that text rules are rules like any other."""
