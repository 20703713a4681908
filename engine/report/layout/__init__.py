"""Widths, columns, tables and escapes: how text is set, whatever it says."""
