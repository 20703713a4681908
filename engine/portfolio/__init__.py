"""Many documents at once: the yearly clean-up review, and what rests on what."""
