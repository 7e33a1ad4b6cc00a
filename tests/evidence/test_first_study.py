"""Every figure of the first article, found through the public API.

The list of figures (tests/data/wudhikarn-2022-figures.yml) was written by reading the article,
independently of the record. Where each of them stands is in wudhikarn-2022-places.yml.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import kb
from kb.curation.load import load
from kb.models.results import ComparisonRow, Outcome

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
ID = "wudhikarn-2022-blina-ino"
FIGURES: list[dict[str, Any]] = yaml.safe_load((DATA / "wudhikarn-2022-figures.yml").read_text())
PLACES: dict[str, str] = yaml.safe_load((DATA / "wudhikarn-2022-places.yml").read_text())


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.Study]:
    """Return the first study from a database built of the real records."""
    database = tmp_path_factory.mktemp("kb") / "kb.sqlite"
    load(ROOT / "evidence", database)
    with kb.open(database) as base:
        yield base.study(ID)


@pytest.fixture(scope="module")
def rows(study: kb.Study) -> dict[str, Outcome | ComparisonRow]:
    """Return every result and comparison of the study by address."""
    results = study.outcomes(section=None)
    found: dict[str, Outcome | ComparisonRow] = {row.address: row for row in results}
    return found | {row.address: row for row in study.comparisons(section=None)}


def test_the_list_is_long_enough() -> None:
    assert len(FIGURES) >= 140


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure['n']}-{figure['what']}")
def test_figure(
    figure: dict[str, Any], study: kb.Study, rows: dict[str, Outcome | ComparisonRow]
) -> None:
    if figure["statistic"] == "bibliography":
        found: set[str | None] = {*bibliography(study)[figure["what"]]}
    elif figure["statistic"] in ("date", "eligibility minimum"):
        found = {*eligibility(study)[figure["what"]]}
    elif figure["statistic"] == "group size":
        found = {str(group.n) for group in study.groups if group.id == figure["group"]}
    else:
        found = said(rows[address(figure)], figure)
    assert figure["printed"] in found


def address(figure: dict[str, Any]) -> str:
    """Return the address at which the record should keep a figure."""
    what, statistic, group = figure["what"], figure["statistic"], figure.get("group")
    key = f"{what}, {statistic}"
    place = PLACES[key] if key in PLACES else PLACES[f"{what} in {group}, {statistic}"]
    if place.startswith("="):
        return place[1:]
    column = f"{group} vs {figure['versus']}" if "versus" in figure else group
    return f"{place}/{column}"


def said(row: Outcome | ComparisonRow, figure: dict[str, Any]) -> set[str | None]:
    """Return what a row says of the part of a figure, also in places that agree with it."""
    attributes = {
        "time point": (row.time or "").split(" ")[0],
        "confidence level": (row.level or "").rstrip("%"),
        "grade": row.grade,
        "minimum grade": (row.grade or "").rstrip("+"),
    }
    if figure["statistic"] in attributes:
        return {attributes[figure["statistic"]]}
    if isinstance(row, ComparisonRow):
        return {row.p_text}
    if figure["part"] == "count":
        return {str(row.count), *(other.text for other in row.others if other.agrees)}
    return {printed(row, figure)}


def printed(row: Outcome, figure: dict[str, Any]) -> str | None:
    """Return the printed value, or the printed bound of the interval or the spread."""
    if figure["part"] == "value":
        return row.value_text
    if figure.get("spread") in ("IQR", "range"):
        spread = next(spread for spread in row.spreads if spread.kind == figure["spread"])
        return spread.low_text if figure["part"] == "low" else spread.high_text
    return row.low_text if figure["part"] == "low" else row.high_text


def bibliography(study: kb.Study) -> dict[str, set[str]]:
    """Return the bibliographic facts of the primary report; the slip in the DOI is an oddity."""
    source = next(source for source in study.sources if source.id == "blood-adv")
    first, _, last = (source.pages or "").partition("-")
    slips = {word.strip("`.,") for oddity in study.oddities for word in oddity.says.split()}
    return {
        "year": {str(source.year)},
        "volume": {source.volume or ""},
        "issue": {source.issue or ""},
        "first page": {first},
        "last page": {last},
        "DOI": {word for word in slips if f"10.{word}" == source.doi},
    }


def eligibility(study: kb.Study) -> dict[str, set[str]]:
    """Return dates and limits, with months as the article spells them."""
    details = study.details
    months = {"2012-01": "January 2012", "2019-12": "December 2019", "2022-04-11": "Apr 11, 2022"}
    first, last = details.enrolled_from or "", details.enrolled_to or ""
    page = next(source for source in study.sources if source.id == "hub")
    return {
        "age": {str(study.row.minimum_age)},
        "start of treatment period": {months.get(first, first)},
        "end of treatment period": {months.get(last, last)},
        "publication of the article read": {months.get(page.date or "", "")},
    }
