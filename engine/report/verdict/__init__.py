"""The verdict on a case: its outline, and text, JSON and HTML of it."""
