"""Explanations of one rule on one case: how it stands part by part, what would change it, what to ask first."""
