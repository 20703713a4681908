"""How the things of a report are called, in both languages; no layout."""
