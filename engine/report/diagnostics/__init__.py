"""What is wrong with a file, as text and as JSON."""
