"""Checking numbers against each other: exact arithmetic on what is printed."""
