"""What pages are made of: pure functions from rows of the query API to what templates expect."""
