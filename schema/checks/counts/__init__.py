"""Checks of counts, percentages and denominators, and of what is told twice (P, T01)."""
