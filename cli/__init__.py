"""The command line: reads arguments, calls the engine, prints."""
