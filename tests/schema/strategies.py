"""Arbitrary good records, for round trips."""

from typing import Any

from hypothesis import strategies as st

from schema import terms

WORDS = st.sampled_from(
    ["Drug X", "after 12 weeks", "μ-opioid", "a < b", "NO", "1:30", "16.0", "#1"]
)
_PERCENT = st.tuples(st.integers(0, 100), st.integers(0, 2)).map(lambda v: f"{v[0]:.{v[1]}f}%")
_MONTHS = st.tuples(st.integers(0, 300), st.integers(0, 1)).map(
    lambda v: f"{v[0] / 10:.{v[1]}f} mo"
)
_INTERVAL = st.tuples(st.integers(0, 40), st.integers(60, 100))


def _with_interval(parts: tuple[int, tuple[int, int]]) -> str:
    value, (low, high) = parts
    return f"{value}.0% ({low}.0 to {high}.0)"


PROBABILITIES = st.one_of(
    _PERCENT,
    st.tuples(st.integers(41, 59), _INTERVAL).map(_with_interval),
    st.sampled_from(["not reached", "not reported", "<1%", "12 24% of 50", "36 events"]),
)
RESULTS = st.one_of(
    PROBABILITIES,
    _MONTHS,
    st.integers(0, 50).map(str),
    st.integers(0, 50).map(lambda k: f"{k}/50"),
    st.just("not reached (1.5 mo to not estimable)"),
)
COMPARISONS = st.one_of(
    st.integers(1, 99).map(lambda v: f"HR 0.{v:02} (0.{max(v - 5, 0):02} to 1.10) p=.{v:02}"),
    st.sampled_from(["p<.001", "no difference", "RD -5 pp p=0.2 two-sided", "not reported"]),
)
GROUPS = ("arm-a", "arm-b")


def _cells(values: st.SearchStrategy[str], *columns: str) -> st.SearchStrategy[dict[str, Any]]:
    noted = st.fixed_dictionaries({"is": values, "note": WORDS})
    cell = st.one_of(values, noted)
    return st.dictionaries(st.sampled_from(columns), cell, min_size=1)


def _term(vocabulary: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(terms.vocabulary(vocabulary)))


@st.composite
def _block(draw: st.DrawFn) -> dict[str, Any]:
    block: dict[str, Any] = {
        "origin": draw(_term("origins")),
        "method": draw(st.sampled_from(["kaplan-meier", "cumulative-incidence", "unknown"])),
    }
    tables = st.sampled_from(["share", "at 5 y", "at 12 mo", "median"])
    for table in draw(st.lists(tables, min_size=1, max_size=3, unique=True)):
        results = PROBABILITIES if table.startswith("at ") else RESULTS
        block[table] = draw(_cells(results, *GROUPS))
    if draw(st.booleans()):
        block["compare"] = draw(_cells(COMPARISONS, "arm-a vs arm-b"))
    if draw(st.booleans()):
        block["definition"] = draw(WORDS)
    return block


@st.composite
def _table(draw: st.DrawFn) -> dict[str, Any]:
    measures = st.sampled_from(["crs 3+", "infection", "median age", "vod-sos"])
    row = st.lists(RESULTS, min_size=2, max_size=2)
    by_column = _cells(RESULTS, *GROUPS)
    rows = draw(st.dictionaries(measures, st.one_of(row, by_column), min_size=1))
    return {"columns": list(GROUPS), "rows": rows}


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a record as a tree of mappings, lists and texts."""
    measures = st.sampled_from(["os", "efs@final", "cr", "relapse", "os@early"])
    return {
        "id": "doe-2024-drug",
        "title": draw(WORDS),
        "sources": {
            "jco24": {"kind": "primary", "year": "2024", "read": {"Abstract": "address not kept"}}
        },
        "design": {"type": [draw(_term("designs"))], "note": draw(WORDS)},
        "population": {
            "disease": [draw(_term("diseases"))],
            "setting": [draw(_term("settings"))],
            "age": draw(WORDS),
        },
        "defaults": {
            "from": "jco24 > Abstract", "ci": "95%", "effect-ci": "unstated", "p": "unstated",
            "test": "unstated",
        },
        "groups": {
            "all": {"n": "100", "kind": "cohort", "label": draw(WORDS)},
            "arm-a": {"n": "50", "label": "A", "gets": [draw(_term("treatments"))]},
            "arm-b": {"n": draw(st.sampled_from(["50", "not reported"])), "label": "B"},
        },
        "splits": {"arms": {"of": ["all"], "parts": list(GROUPS), "by": "randomisation"}},
        "outcomes": draw(st.dictionaries(measures, _block(), max_size=3)),
        "safety": draw(st.dictionaries(st.just("table-2"), _table(), max_size=1)),
        "conclusion": draw(WORDS),
        "limitations": draw(st.lists(WORDS, max_size=2)),
        "curation": {
            "status": "extracted",
            "extracted": {"by": "reader-1", "date": "2024-05-01"},
            "interests": "none declared",
        },
    }  # fmt: skip
