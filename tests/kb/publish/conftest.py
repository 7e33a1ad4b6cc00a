"""What tests of page parts look things up in."""

from collections.abc import Callable

import pytest

import kb
from kb.models.results import ComparisonRow, Outcome
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.library import Library

Find = Callable[[str], Outcome]
FindComparison = Callable[[str], ComparisonRow]


@pytest.fixture(scope="session")
def library(base: kb.KnowledgeBase) -> Library:
    """Return the library of the invented records."""
    return Library(base)


@pytest.fixture(scope="session")
def alpha(library: Library) -> StudyData:
    """Return the study that uses every corner of the format."""
    return StudyData(library, "alpha")


@pytest.fixture(scope="session")
def beta(library: Library) -> StudyData:
    """Return the withdrawn study of which only a secondary source was read."""
    return StudyData(library, "beta")


@pytest.fixture(scope="session")
def result(alpha: StudyData) -> Find:
    """Return what finds a result of alpha by its address."""
    return {fact.address: fact for fact in alpha.outcomes}.__getitem__


@pytest.fixture(scope="session")
def comparison(alpha: StudyData) -> FindComparison:
    """Return what finds a comparison of alpha by its address."""
    return {fact.address: fact for fact in alpha.comparisons}.__getitem__
