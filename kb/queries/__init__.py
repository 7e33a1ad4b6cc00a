"""How questions become SQL: selects and conditions, as SQLAlchemy expressions."""
