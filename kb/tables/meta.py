"""What the database says about itself."""

from kb.tables.base import Base
from kb.tables.columns import string, whole


class Meta(Base, table=True):
    """One property of the database: its versions, its licence, its title."""

    key: str = string("The property.", key=True)
    value: str = string("Its value.")


class Dictionary(Base, table=True):
    """One column of a table or view, or with an empty column the table itself."""

    table_name: str = string("The table or view.", key=True)
    column_name: str = string("The column; empty for what one row of the table is.", key=True)
    position: int = whole("The place of the column.")
    about: str = string("What it holds.")
