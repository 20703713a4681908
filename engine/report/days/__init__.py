"""One sum of days, shown."""
