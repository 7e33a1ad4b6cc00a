"""The groups of one study: the tree, the splits that draw it, analysis sets, treatments."""

from collections import defaultdict

from kb.models.groups import AnalysisSet, Group, Split, Step
from kb.queries.parts.reader import Reader, made
from kb.tables import groups


def group_list(reader: Reader) -> list[Group]:
    """Return the groups in the order of the record, each with the treatment that holds for it."""
    cross = reader.lists(groups.GroupCross, "group_id", "other", kind="cross")
    without = reader.lists(groups.GroupCross, "group_id", "other", kind="except")
    matched = reader.lists(groups.GroupMatchedOn, "group_id", "matched_on")
    treatments = reader.lists(groups.GroupTreatment, "group_id", "treatment")
    steps, drawn = _steps(reader), _drawn_by(reader)
    return [
        made(
            Group,
            row,
            split=drawn.get(row["id"]),
            cross=cross.get((row["id"],), ()),
            without=without.get((row["id"],), ()),
            matched_on=matched.get((row["id"],), ()),
            steps=tuple(steps.get(row["steps_of"], ())),
            treatments=treatments.get((row["id"],), ()),
        )
        for row in reader.rows(groups.StudyGroup)
    ]


def _drawn_by(reader: Reader) -> dict[str, str]:
    """Return, for each part, the first split that draws it."""
    places = {row["id"]: row["position"] for row in reader.rows(groups.SplitParent)}
    parts = sorted(reader.rows(groups.SplitPart), key=lambda row: places[row["split_parent"]])
    return {row["part"]: row["split_parent"] for row in reversed(parts)}


def _steps(reader: Reader) -> dict[str, list[Step]]:
    options: dict[tuple[str, int], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in reader.rows(groups.StepTreatment):
        options[row["group_id"], row["step"]][row["option"]].append(row["treatment"])
    steps: dict[str, list[Step]] = defaultdict(list)
    for row in reader.rows(groups.Step):
        either = options[row["group_id"], row["position"]]
        together = tuple(tuple(either[option]) for option in sorted(either))
        steps[row["group_id"]].append(made(Step, row, options=together))
    return steps


def split_list(reader: Reader) -> list[Split]:
    """Return every partition of a group, in the order of the record."""
    parts = reader.lists(groups.SplitPart, "split_parent", "part")
    inferred = reader.lists(groups.SplitInferred, "split", "inferred")
    declared = {row["id"]: row for row in reader.rows(groups.Split)}
    return [
        made(
            Split,
            {**declared[row["split"]], **row},
            parts=parts[row["id"],],
            inferred=inferred.get((row["split"],), ()),
        )
        for row in reader.rows(groups.SplitParent)
    ]


def set_list(reader: Reader) -> list[AnalysisSet]:
    """Return the analysis sets with their sizes."""
    sizes = reader.lists(groups.AnalysisSetSize, "analysis_set", "group_id", "n")
    return [
        made(AnalysisSet, row, sizes=sizes.get((row["id"],), ()))
        for row in reader.rows(groups.AnalysisSet)
    ]
