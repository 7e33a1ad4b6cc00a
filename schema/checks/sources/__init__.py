"""Checks of what is cited: identifiers, dates, other records of the same trial, retractions (B)."""
