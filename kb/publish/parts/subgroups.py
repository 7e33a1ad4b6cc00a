"""Effects within subgroups, under the overall effect, each with the interaction test if printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.models.groups import Group, Split
from kb.models.results import ComparisonRow
from kb.publish.figures.forest import ForestHeading, ForestRow
from kb.publish.parts import comparisons
from kb.publish.parts.families import kind_of
from kb.publish.parts.favours import favours
from kb.publish.parts.forests import Title
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import effect, one_line
from kb.publish.parts.shapes import Figure
from kb.publish.parts.statistics import called
from kb.publish.parts.words import listed

Row = ForestRow | ForestHeading


@dataclass
class _Question:
    """One comparison of two groups: its overall effects, and those within parts of the groups."""

    overall: list[ComparisonRow] = field(default_factory=list)
    within: dict[str, list[ComparisonRow]] = field(default_factory=dict)

    @property
    def facts(self) -> list[ComparisonRow]:
        """All effects of the question."""
        return [*self.overall, *(fact for facts in self.within.values() for fact in facts)]


class Subgroups:
    """The comparisons of one study that are made again within subgroups."""

    def __init__(
        self,
        facts: Sequence[ComparisonRow],
        groups: Iterable[Group],
        splits: Iterable[Split],
        library: Library,
    ) -> None:
        self.facts = facts
        self.groups = {group.id: group for group in groups}
        self.by = {split.split: split.divided_by for split in splits}
        self.library = library

    def figures(self) -> list[Figure]:
        """Return one figure for each measure and effect measure with something to draw."""
        kinds = dict.fromkeys((f.measure, f.effect) for f in self.facts if f.effect)
        made = [
            self._figure(f"subgroups-{number}", measure, effect_ or "", turned)
            for number, (measure, effect_) in enumerate(kinds, 1)
            for turned in (False, True)
        ]
        return [figure for figure in made if figure]

    def _figure(self, name: str, measure: str, effect_: str, turned: bool) -> Figure | None:
        """Return the figure of one effect measure; `turned`: of what is printed both ways round."""
        own = [fact for fact in self.facts if fact.measure == measure]
        asked = _one_way(self._questions([f for f in own if f.effect in (effect_, None)]), turned)
        tests = list(_interactions(own))
        rows = [row for pair, each in asked.items() for row in self._rows(pair, each, tests)]
        if not any(isinstance(row, ForestRow) and row.numbers for row in rows):
            return None
        effects = [fact for each in asked.values() for fact in each.facts if fact.effect]
        term = self.library.terms("measures")[measure]
        which = comparisons.direction(effects, self.library) if turned else ""
        title = Title(
            f"{name}-turned" if turned else name,
            f"{term.name}: effect by subgroup{which}",
            kind_of(term).family,
        )
        sides = favours(effects, self.library)
        return comparisons.of_effect(title, effect_, tuple(rows), self.library, sides=sides)

    def _questions(self, facts: Sequence[ComparisonRow]) -> dict[tuple[str, ...], _Question]:
        """Group effects by the two groups that are compared, whole or in part."""
        found: dict[tuple[str, ...], _Question] = {}
        tests = list(_interactions(facts))
        whole = [fact for fact in facts if not self._parents(fact)]
        for fact in facts:
            parents = self._parents(fact)
            if parents:
                question = found.setdefault(parents, _Question())
                by = self.groups[fact.groups[0]].divided_by or ""
                question.within.setdefault(by, []).append(fact)
        for fact in whole:
            pair = fact.groups
            if fact.effect and not fact.splits and (pair in found or self._tested(pair, tests)):
                found.setdefault(pair, _Question()).overall.append(fact)
        return found

    def _parents(self, fact: ComparisonRow) -> tuple[str, ...] | None:
        """Return the two groups whose parts are compared, if both are divided by the same."""
        if len(fact.groups) != 2 or fact.splits:
            return None
        if fact.subgroup_of:
            return fact.subgroup_of
        one, other = (self.groups[group] for group in fact.groups)
        if not one.parent or not other.parent or one.parent == other.parent:
            return None
        return (one.parent, other.parent) if one.divided_by == other.divided_by else None

    def _rows(
        self, pair: tuple[str, ...], question: _Question, tests: Sequence[ComparisonRow]
    ) -> Iterator[Row]:
        """Yield the rows of one question; nothing where there is neither part nor test."""
        by = dict.fromkeys([*question.within, *self._tested(pair, tests)])
        if not by:
            return
        pairs = " vs ".join(self.groups[group].label for group in pair)
        kinds = listed(dict.fromkeys(comparisons.evidence(fact) for fact in question.overall))
        yield ForestHeading(f"{pairs} ({kinds.lower()})" if kinds else pairs)
        for fact in question.overall:
            name = called(fact, self.library.endpoint(fact))
            label = ": ".join(part for part in ("All", name) if part)
            yield comparisons.effect_row(fact, label, self.library)
        for divided_by in by:
            own = question.within.get(divided_by, ())
            said = "; ".join(self._tested(pair, tests).get(divided_by, ()))
            test = f" (interaction: {said})" if said else ""
            yield ForestHeading(f"By {divided_by}{_kind(own)}{test}")
            yield from self._within(own, divided_by, tests)

    def _within(
        self, facts: Sequence[ComparisonRow], divided_by: str, tests: Sequence[ComparisonRow]
    ) -> Iterator[ForestRow]:
        for fact in facts:
            yield comparisons.effect_row(fact, " vs ".join(fact.group_labels), self.library)
        if not facts:
            later = any(test.post_baseline for test in tests if divided_by in self._by(test))
            yield ForestRow("Effects in the subgroups", "not reported", post_baseline=later)

    def _by(self, test: ComparisonRow) -> list[str]:
        return [self.by[split] for split in test.splits if split in self.by]

    def _tested(
        self, pair: tuple[str, ...], tests: Sequence[ComparisonRow]
    ) -> Mapping[str, list[str]]:
        """Return what interaction tests of a pair say, by what divides the subgroups."""
        own = {self.groups[group].divided_by for group in pair}
        if len(pair) != 2 or len(own) != 1:
            return {}
        found: dict[str, list[str]] = {}
        for test in tests:
            divided = self._by(test)
            if test.groups == pair or (not test.groups and own & set(divided)):
                for by in divided:
                    if by not in own:
                        found.setdefault(by, []).append(one_line(effect(test)))
        return found


def _interactions(facts: Iterable[ComparisonRow]) -> Iterator[ComparisonRow]:
    return (fact for fact in facts if fact.splits)


def _one_way(
    questions: dict[tuple[str, ...], _Question], turned: bool
) -> dict[tuple[str, ...], _Question]:
    """Return the questions that no earlier one asks the other way round; `turned`: the rest.

    Those with an overall effect come first.
    """
    pairs = sorted(questions, key=lambda pair: not questions[pair].overall)
    return {
        pair: questions[pair]
        for place, pair in enumerate(pairs)
        if (pair[::-1] in pairs[:place]) == turned
    }


def _kind(facts: Sequence[ComparisonRow]) -> str:
    """Return what comparisons within parts of groups are, as far as there are any."""
    if any(fact.post_baseline for fact in facts):
        return ", groups defined after baseline"
    kinds = dict.fromkeys(comparisons.evidence(fact).lower() for fact in facts)
    return f": {listed(kinds)}" if kinds else ""
