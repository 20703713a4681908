"""The clean-up review: text, JSON, CSV, HTML, Excel, Word."""
