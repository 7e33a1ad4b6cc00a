"""What tells our databases from others, and one layout of tables from the next."""

SCHEMA_VERSION = 1
APPLICATION_ID = 0x414C4C45  # "ALLE", in the header of every SQLite file we write
