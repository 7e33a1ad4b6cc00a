"""The checks of sums, one for each kind of relation, with what their pages say."""

from functools import partial

from schema.checks.model import Check, Severity
from schema.checks.parts import nested, sums
from schema.checks.parts.claims import judge

_FIX = "Compare every number of the sum with the source, the sizes in the column heads too."

G01 = Check(
    id="G01",
    title="Group sizes add up",
    statement="The sizes of the parts of a split, and its rest, are the size of the whole.",
    why="A size that was mistyped spoils every percentage of its group.",
    severity=Severity.ERROR,
    passes="25 + 4 = 29",
    fails="25 + 14 is not 29",
    fix=f"{_FIX} If some patients are in no part, say how many (`rest`) and who they are (`why`).",
    look=partial(judge, look=sums.sizes),
)
G02 = Check(
    id="G02",
    title="No group is larger than its parent",
    statement="n of a subgroup is at most n of the group it was taken from.",
    why="A subgroup above its parent is mistyped or hung in the wrong place of the tree.",
    severity=Severity.ERROR,
    passes="13 of 25",
    fails="31 of 25",
    fix=f"{_FIX} Look also at `of` and at the split: is it a subgroup of that group?",
    look=partial(judge, look=sums.parents),
)
G03 = Check(
    id="G03",
    title="Parts add to the whole, measure by measure",
    statement="Some whole numbers of patients in the parts of a split add up to one in the whole.",
    why="The most productive check: it holds every cell of a row against the others.",
    severity=Severity.ERROR,
    passes="prior transplant: 3 of 25 and 0 of 4 are 10.3% of 29",
    fails="10.3% in all, 21.0% of 25 and 0.0% of 4",
    fix=_FIX,
    look=partial(judge, look=sums.across_groups),
)
G04 = Check(
    id="G04",
    title="Exhaustive categories make up all",
    statement="The counts of disjoint categories, and the declared rest, are all patients.",
    why="A category that was mistyped breaks the sum of its column.",
    severity=Severity.ERROR,
    passes="82.8% + 17.2% of 29",
    fails="88.0% + 21.0% of 25",
    fix=f"{_FIX} If categories overlap or are missing, say so: `rest: overlapping`, `rest: 3`.",
    look=partial(judge, look=sums.categories),
)
G05 = Check(
    id="G05",
    title="Nested measures and grades",
    statement="Who is counted in the narrower measure or grade is counted in the wider one.",
    why="MRD-negative remissions are remissions; grade 3 events are events.",
    severity=Severity.ERROR,
    passes="MRD-negative CR 32%, CR 52%",
    fails="MRD-negative CR 62%, CR 52%",
    fix=f"{_FIX} If the two rest on different patients or times, say so: `counted`, `window`.",
    look=partial(judge, look=nested.nested),
)
G06 = Check(
    id="G06",
    title="Components of a composite",
    statement="The components of a composite measure add up to it.",
    why="CR and CRi make up CR/CRi: three printed numbers, one of which is redundant.",
    severity=Severity.ERROR,
    passes="CR 10 + CRi 4 = CR/CRi 14",
    fails="CR 10 + CRi 5 is not CR/CRi 14",
    fix=_FIX,
    look=partial(judge, look=nested.components),
)
CHECKS = (G01, G02, G03, G04, G05, G06)
