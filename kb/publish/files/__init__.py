"""Everything published that is no page: tables to download, the JSON API, the feed, their indexes.

Files are functions of what the public API returns: the same data, the same bytes.
"""
