"""Checks of groups and their parts: sizes, sums, sets within sets, pooled numbers (G)."""
