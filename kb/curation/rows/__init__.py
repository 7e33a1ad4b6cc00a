"""A study as rows of tables: pure, and streamed in a fixed order.

A row is the name of its table and a value for each of its columns. What is computed by the database
itself has no value here.
"""

from collections.abc import Iterator

from kb.curation.rows.common import Row
from kb.curation.rows.curves import curve_rows
from kb.curation.rows.facts import fact_rows
from kb.curation.rows.groups import group_rows
from kb.curation.rows.places import Places
from kb.curation.rows.quality import check_rows, quality_rows
from kb.curation.rows.remarks import remark_rows
from kb.curation.rows.sources import source_rows
from kb.curation.rows.studies import study_rows
from kb.curation.rows.terms import term_rows
from schema.study import Study

__all__ = ["Row", "check_rows", "rows", "term_rows"]


def rows(study: Study) -> Iterator[Row]:
    """Yield every row of one study; its record must have been checked.

    Raises:
        LoadError: a number is too large to be held, or a curve is not made of numbers.
    """
    places = Places(study)
    yield from study_rows(study, places)
    yield from source_rows(study)
    yield from group_rows(study, places)
    yield from fact_rows(study, places)
    yield from curve_rows(study, places)
    yield from remark_rows(study)
    yield from quality_rows(study)
    yield from places.rows()
