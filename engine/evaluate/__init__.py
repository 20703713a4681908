"""The reference evaluator: judges one case and explains it (docs/semantics.md)."""
