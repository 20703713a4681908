"""The verdict in the forms that continuous integration reads."""
