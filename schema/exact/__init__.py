"""Exact arithmetic on printed numbers, and the few statistics the checks need, from the library."""
