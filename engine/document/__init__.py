"""The text of normative documents: read from files of an office, taken apart into articles, citations and dates."""
