"""What is known of norms: title, number, days in force, successor, the form of their articles."""
