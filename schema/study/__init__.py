"""What a record may say: one module for each part of a record."""

from schema.study.record import Study

__all__ = ["Study"]
