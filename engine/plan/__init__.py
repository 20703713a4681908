"""Lawful timetables: the temporal network of a case, its earliest and latest days."""
