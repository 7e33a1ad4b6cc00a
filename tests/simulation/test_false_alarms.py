"""The checks on invented trials: nothing is wrong in them, so nothing may be called impossible.

`make mutate` does the same with 4,000 trials.
"""

import pytest

from schema.checks.model import Severity
from tests.simulation.trials import Tally, tally

TRIALS = range(100)
SEED = 2024

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def valid() -> Tally:
    """Return what is found in trials that are reported well."""
    return tally(SEED, TRIALS, "valid")


def test_many_relations_are_tested(valid: Tally) -> None:
    assert valid.relations() > 50 * len(TRIALS)


def test_no_error_in_valid_trials(valid: Tally) -> None:
    errors = [alarm for alarm in valid.alarms if " error: " in alarm]
    assert errors == []


def test_few_warnings_in_valid_trials(valid: Tally) -> None:
    """At most 1% of what is tested, and at most 1% of the trials have any."""
    assert valid.of(Severity.WARNING) <= 0.01 * valid.relations(), valid.alarms
    assert valid.trials_with[Severity.WARNING] <= 0.01 * valid.trials, valid.alarms


@pytest.mark.parametrize("variant", ["truncating", "missing"])
def test_habits_of_sources_are_warnings_not_errors(variant: str) -> None:
    found = tally(SEED, TRIALS[:20], variant)
    assert [alarm for alarm in found.alarms if " error: " in alarm] == []
    assert found.of(Severity.WARNING) > 0
