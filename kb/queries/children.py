"""What belongs to results in numbers of its own: one query for each kind, not one for each row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, select

from kb.models.results import Basis, OtherReport, Spread
from kb.queries.selects import elsewhere, has_seal, of_study, seal, spread_table, verified_columns
from kb.tables import comparisons, estimates, facts, groups, sources, table

Key = tuple[Any, ...]
Lists = Mapping[Key, tuple[Any, ...]]

# More studies than this, and everything is read instead of naming each study.
MOST_NAMED = 500
_SPREAD = (
    "text",
    "kind",
    "level",
    "low_text",
    "low",
    "low_word",
    "high_text",
    "high",
    "high_word",
    "value_text",
    "value",
)


class Children:
    """Reads lists for the studies of one result."""

    def __init__(self, connection: Connection, studies: Sequence[str]) -> None:
        self._connection = connection
        self._studies = list(dict.fromkeys(studies))

    def lists(self, owner: Table, keys: Sequence[str], *columns: str, **where: str) -> Lists:
        """Return, by the key columns, the values of these columns in the order of position."""
        wanted = [owner.c[name] for name in (*keys, *columns)]
        same = [owner.c[name] == value for name, value in where.items()]
        statement = select(*wanted).where(and_(True, *same))
        return self._grouped(statement, owner, len(keys))

    def _grouped(self, statement: Select[Any], owner: Table, keys: int) -> Lists:
        if len(self._studies) <= MOST_NAMED:
            statement = statement.where(owner.c.study.in_(self._studies))
        order = ["study", "position"] if "position" in owner.c else owner.primary_key.columns.keys()
        found: dict[Key, list[Any]] = defaultdict(list)
        for row in self._connection.execute(statement.order_by(*(owner.c[name] for name in order))):
            values = tuple(row[keys:])
            found[tuple(row[:keys])].append(values[0] if len(values) == 1 else values)
        return {key: tuple(values) for key, values in found.items()}

    def spreads(self, basis: Basis) -> Lists:
        """Return the spreads of facts of one basis."""
        found = self.lists(spread_table(basis), ("study", "address"), *_SPREAD)
        return {key: tuple(Spread(*row) for row in rows) for key, rows in found.items()}

    def inferred(self) -> Lists:
        """Return what the curators concluded about facts."""
        return self.lists(table(facts.FactInferred), ("study", "address"), "inferred")

    def treatments(self) -> Lists:
        """Return the treatments of groups, by study and group."""
        return self.lists(table(groups.GroupTreatment), ("study", "group_id"), "treatment")

    def splits(self) -> Lists:
        """Return the splits in comparisons."""
        return self.lists(table(comparisons.ComparisonSplit), ("study", "address"), "split")

    def factors(self, kind: str) -> Lists:
        """Return what comparisons are `adjusted` for or `stratified` by."""
        owner = table(comparisons.ComparisonFactor)
        return self.lists(owner, ("study", "address"), "factor", kind=kind)

    def others(self) -> Lists:
        """Return what other places print for facts."""
        other, place = table(estimates.OtherReport), table(sources.Place)
        source, part = table(sources.Source), table(sources.SourcePart)
        statement = (
            select(
                other.c.study,
                other.c.address,
                other.c.text,
                other.c.place,
                place.c.source,
                source.c.kind,
                part.c.url,
                other.c.agrees,
                other.c.why,
                *verified_columns(),
            )
            .join(place, of_study(other, place, ("place", "id")))
            .join(source, of_study(place, source, ("source", "id")))
            .join(part, of_study(place, part, ("source", "source"), ("read_part", "part")))
            .outerjoin(seal, has_seal(other.c.study, elsewhere(other)))
        )
        found = self._grouped(statement, other, 2)
        return {key: tuple(OtherReport(*row) for row in rows) for key, rows in found.items()}

    def members(self) -> Lists:
        """Return the groups of comparisons: id, label, whether reference."""
        member, group = table(comparisons.ComparisonGroup), table(groups.StudyGroup)
        statement = select(
            member.c.study,
            member.c.address,
            member.c.group_id,
            group.c.label,
            member.c.reference,
        ).join(group, of_study(member, group, ("group_id", "id")))
        return self._grouped(statement, member, 2)

    def arms(self) -> Lists:
        """Return, by study and group, the randomisations of which the group is an arm."""
        part, parent, split = (
            table(kind) for kind in (groups.SplitPart, groups.SplitParent, groups.Split)
        )
        statement = (
            select(part.c.study, part.c.part, part.c.split_parent)
            .join(parent, of_study(part, parent, ("split_parent", "id")))
            .join(split, of_study(parent, split, ("split", "id")))
            .where(split.c.divided_by == "randomisation")
        )
        return self._grouped(statement, part, 2)

    def above(self) -> Lists:
        """Return of groups: the parent, what decides membership, whether known later, the kind."""
        names = ("parent", "divided_by", "post_baseline", "kind")
        return self.lists(table(groups.StudyGroup), ("study", "id"), *names)

    def part_places(self) -> Lists:
        """Return, of groups that a split draws, their place among its parts."""
        return self.lists(table(groups.SplitPart), ("study", "part"), "position")
