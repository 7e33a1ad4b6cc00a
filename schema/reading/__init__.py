"""Reading YAML safely and exactly: hostile bytes in, plain mappings, lists and texts out."""

from schema.reading.document import Document, read_bytes, read_file
from schema.reading.tree import Tree

__all__ = ["Document", "Tree", "read_bytes", "read_file"]
