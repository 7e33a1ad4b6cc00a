"""The explore page: every estimate in one file that the browser filters, sorts, draws and saves."""
