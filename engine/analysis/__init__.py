"""Static checks of a library: what is wrong with a pack although it compiles."""
