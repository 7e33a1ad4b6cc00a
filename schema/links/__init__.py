"""What one record says must hang together: every name that is used must be declared."""

from schema.links.check import check

__all__ = ["check"]
