"""What an editor asks while one writes: completion, hover, definitions, references, renaming."""
