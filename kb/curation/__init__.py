"""From records to the database: the one part of `kb` that needs `schema`."""
