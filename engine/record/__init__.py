"""The record of verdicts: an append-only folder whose entries form a hash tree."""
