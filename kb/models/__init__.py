"""The rows that queries return: frozen dataclasses, one kind for each question."""
