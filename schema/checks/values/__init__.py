"""Checks of one number, or of numbers that are alike: as written, order, size, decimals (V, T)."""
