"""Checks of comparisons: intervals, tests, ratios, differences (E)."""
