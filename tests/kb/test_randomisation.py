"""What is a randomised comparison, what a subgroup of one, and what is neither."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

import kb
from kb.curation.load import load
from kb.queries.children import Children
from kb.queries.randomisation import Randomisation
from tests.kb.conftest import RECORDS

Loaded = Callable[..., kb.KnowledgeBase]

# Of each group: parent, what decides membership, whether known later, kind; place in a split.
TREE: dict[str, tuple[str | None, str | None, bool, str | None, int | None]] = {
    "all": (None, None, False, "cohort", None),
    "x": ("all", "randomisation", False, None, 1),
    "y": ("all", "randomisation", False, None, 2),
    "z": ("all", "randomisation", False, None, 3),
    "x-low": ("x", "blasts", False, None, 1),
    "y-low": ("y", "blasts", False, None, 1),
    "y-high": ("y", "blasts", False, None, 2),
    "x-old": ("x", "age", False, None, None),
    "y-old": ("y", "age", False, None, None),
    "x-old-low": ("x-old", "blasts", False, None, 1),
    "y-old-low": ("y-old", "blasts", False, None, 1),
    "x-cr": ("x", "response", True, None, None),
    "y-cr": ("y", "response", True, None, None),
    "x-cr-old": ("x-cr", "age", True, None, None),
    "y-cr-old": ("y-cr", "age", True, None, None),
    "x-set": ("x", None, False, "set", None),
    "y-set": ("y", None, False, "set", None),
    "women": ("all", "sex", False, None, 1),
    "men": ("all", "sex", False, None, 2),
    "past": (None, None, False, "external", None),
    "past-old": ("past", "age", False, None, None),
}


class Invented:
    """The lists of one study, as the database would give them."""

    def arms(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {("s", name): ("arms",) for name in ("x", "y", "z")}

    def above(self) -> dict[tuple[str, str], tuple[tuple[Any, ...], ...]]:
        return {("s", name): ((parent, by, later, kind),) for name, (parent, by, later, kind, _)
                in TREE.items()}  # fmt: skip

    def part_places(self) -> dict[tuple[str, str], tuple[int, ...]]:
        return {("s", name): (row[4],) for name, row in TREE.items() if row[4] is not None}


CASES: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("x", "y"), ("x", "y")),
    (("y", "x"), ("y", "x")),
    (("x", "y", "z"), ("x", "y", "z")),
    (("x-low", "y-low"), ("x", "y")),
    (("y-low", "x-low"), ("y", "x")),
    (("x-old", "y-old"), ("x", "y")),
    (("x-old-low", "y-old-low"), ("x", "y")),
    (("x-low", "y-high"), ()),  # not alike
    (("x-low", "y-old"), ()),
    (("x-low", "y-old-low"), ()),
    (("x-low", "y"), ()),  # a subgroup against a whole arm
    (("x-low", "x-old"), ()),  # inside one arm
    (("x-cr", "y-cr"), ()),  # known later
    (("x-cr-old", "y-cr-old"), ()),  # the parents are known later
    (("x-set", "y-set"), ()),  # nothing says what decides membership
    (("women", "men"), ()),
    (("x", "past"), ()),
    (("x",), ()),
    ((), ()),
]


@pytest.mark.parametrize(("groups", "arms"), CASES, ids=[" vs ".join(g) for g, _ in CASES])
def test_arms_of_a_comparison(groups: tuple[str, ...], arms: tuple[str, ...]) -> None:
    assert Randomisation(cast("Children", Invented())).arms("s", groups) == arms


@pytest.mark.parametrize(
    ("groups", "external"),
    [(("x", "past"), True), (("x-old", "past-old"), True), (("x", "y"), False), ((), False)],
)
def test_external_controls_and_their_parts(groups: tuple[str, ...], external: bool) -> None:
    assert Randomisation(cast("Children", Invented())).external("s", groups) is external


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Return what loads alpha with changes, each a text and what stands there instead."""

    def made(*changes: tuple[str, str]) -> kb.KnowledgeBase:
        text = (RECORDS / "2020" / "alpha.yml").read_text()
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (tmp_path / "records" / "2020").mkdir(parents=True)
        (tmp_path / "records" / "2020" / "alpha.yml").write_text(text)
        load(tmp_path / "records", tmp_path / "kb.sqlite")
        return kb.open(tmp_path / "kb.sqlite")

    return made


HAZARD = "      blina vs chemo: HR .71 (0.55 to 0.93) p=.012\n"


def test_the_answer_of_a_query(loaded: Loaded) -> None:
    more = "      chemo-low vs blina-low: HR 1.9\n      blina-low vs chemo-high: HR 0.6\n"
    found = {
        row.groups: (row.randomised, row.subgroup_of, row.external)
        for row in loaded((HAZARD, HAZARD + more)).comparisons(measure="os", effect="HR")
    }
    assert found == {
        ("blina", "chemo"): (True, (), False),
        ("chemo-low", "blina-low"): (False, ("chemo", "blina"), False),
        ("blina-low", "chemo-high"): (False, (), False),
        ("blina", "history"): (False, (), True),
    }


SHARE = "    compare:\n      blina vs chemo: {is: RD +26.3 pp"


def test_what_is_measured_before_treatment(loaded: Loaded) -> None:
    before = (
        "    share before: {when: baseline, blina: 12%}\n"
        "    compare before: {when: baseline, blina vs chemo: RD 2 pp}\n"
    )
    base = loaded((SHARE, before + SHARE))
    results = [*base.outcomes(section=None), *base.comparisons(section=None)]
    assert [row.address for row in results if row.before_treatment] == [
        "outcomes/cr/share before/blina", "outcomes/cr/compare before/blina vs chemo",
    ]  # fmt: skip


ALL = "  all:     {n: 300, kind: cohort, counted: randomised, label: All randomised}\n"
SIZES: list[tuple[str, tuple[int | None, int | None, str]]] = [
    ("  seen: {n: 900, kind: cohort, counted: screened, label: Screened}\n", (300, None, "all")),
    ("  pooled: {n: 900, kind: pool, label: Pooled}\n"
     "  part: {n: 800, of: pooled, when: baseline, by: age, label: Part}\n", (300, None, "all")),
    ("  past: {n: 900, kind: external, label: Past}\n", (300, None, "all")),
    ("  cycles: {n: 900, kind: units, label: Cycles}\n", (300, None, "all")),
    ("  more: {n: 301, kind: cohort, label: More}\n", (301, None, "more")),
    ("  made: {n-derived: 400, why: sum, kind: cohort, label: Made}\n", (300, None, "all")),
]  # fmt: skip


@pytest.mark.parametrize(("more", "size"), SIZES, ids=[more.split(":")[0] for more, _ in SIZES])
def test_the_size_of_a_study(
    loaded: Loaded, more: str, size: tuple[int | None, int | None, str]
) -> None:
    base = loaded((ALL, ALL + more))
    row = base.study("alpha").row
    assert (row.n, row.n_derived, row.n_group) == size
    assert base.counts().patients == size[0]
    assert list(base.sql("SELECT n, n_group FROM studies")) == [{"n": size[0], "n_group": size[2]}]


def test_screened_patients_are_the_size_where_nobody_else_is_counted(loaded: Loaded) -> None:
    sizes = [
        ("n: 300, kind: cohort, counted: randomised", "n: 900, kind: cohort, counted: screened")
    ]
    row = loaded(*sizes).study("alpha").row
    assert (row.n, row.n_group) == (200, "blina")
