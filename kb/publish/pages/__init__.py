"""One module for each type of page: from rows of the query API to what its template expects."""
