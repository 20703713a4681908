"""The meaning of rules by brute force, to hold the evaluators to: short, slow, obvious.

Written from docs/semantics.md alone. It shares with the engine the core language and the case model, and no
line of evaluation: it enumerates every answer to what is open and every continuation of what is recorded.
"""
