"""What rests on a norm, shown."""
