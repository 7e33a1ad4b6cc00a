"""Settings for all tests."""

from hypothesis import settings

# Speed is measured by `make bench`, never by a test; and a run that passed passes again.
settings.register_profile("all-evidence", deadline=None, derandomize=True)
settings.load_profile("all-evidence")
