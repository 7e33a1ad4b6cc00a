"""Checks of probabilities over time: curves, medians, mixtures, numbers of events (S)."""
