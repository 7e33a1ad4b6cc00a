"""The groups of one study: the tree, the splits that draw it, analysis sets, treatments."""

from collections import defaultdict
from typing import Any

from kb.models.groups import AnalysisSet, Group, Split, Step
from kb.queries.parts.reader import Reader, made
from kb.tables import groups, seals

_WHO = ("verified_by", "verified_date")


def group_list(reader: Reader) -> list[Group]:
    """Return the groups in the order of the record, each with the treatment that holds for it."""
    cross = reader.lists(groups.GroupCross, "group_id", "other", kind="cross")
    without = reader.lists(groups.GroupCross, "group_id", "other", kind="except")
    matched = reader.lists(groups.GroupMatchedOn, "group_id", "matched_on")
    treatments = reader.lists(groups.GroupTreatment, "group_id", "treatment")
    steps, drawn, sealed = _steps(reader), _drawn_by(reader), _sealed(reader)
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
            **_verified(sealed.get(f"groups/{row['id']}")),
        )
        for row in reader.rows(groups.StudyGroup)
    ]


def _sealed(reader: Reader) -> dict[str, dict[str, Any]]:
    """Return the seals by address."""
    return {row["address"]: row for row in reader.rows(seals.Seal)}


def _verified(seal: dict[str, Any] | None) -> dict[str, Any]:
    holds = seal is not None and seal["state"] == "holds"
    said = {name: seal[name] if seal and holds else None for name in _WHO}
    return {"verified": holds, "broken": seal is not None and not holds, **said}


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
    sealed = _sealed(reader)
    return [
        made(AnalysisSet, row, sizes=of_it, **_verified_in(row["id"], of_it, sealed))
        for row in reader.rows(groups.AnalysisSet)
        for of_it in [sizes.get((row["id"],), ())]
    ]


def _verified_in(
    name: str, sizes: tuple[tuple[str, int], ...], sealed: dict[str, dict[str, Any]]
) -> dict[str, tuple[str, ...]]:
    said = {group: _verified(sealed.get(f"sets/{name}/{group}")) for group, _ in sizes}
    return {
        state: tuple(group for group, each in said.items() if each[state])
        for state in ("verified", "broken")
    }
