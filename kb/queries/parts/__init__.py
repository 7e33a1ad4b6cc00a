"""Asking for the parts of one study, as its page shows them."""
