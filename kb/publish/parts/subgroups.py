"""Effects within subgroups, under the overall effect, each with the interaction test if printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.models.groups import Group, Split
from kb.models.results import ComparisonRow
from kb.publish.figures.forest import ForestHeading, ForestRow
from kb.publish.parts import comparisons
from kb.publish.parts.families import kind_of
from kb.publish.parts.forests import Title, drawn_effect
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import effect, one_line
from kb.publish.parts.shapes import Figure
from kb.publish.parts.statistics import called
from kb.publish.parts.words import listed, sentence

Row = ForestRow | ForestHeading


@dataclass
class _Question:
    """One comparison of two groups: its overall effects, and those within parts of the groups."""

    overall: list[ComparisonRow] = field(default_factory=list)
    within: dict[str, list[ComparisonRow]] = field(default_factory=dict)


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
        made = []
        kinds = dict.fromkeys((f.measure, f.effect) for f in self.facts if f.effect)
        for number, (measure, effect_) in enumerate(kinds, 1):
            figure = self._figure(f"subgroups-{number}", measure, effect_ or "")
            if figure:
                made.append(figure)
        return made

    def _figure(self, name: str, measure: str, effect_: str) -> Figure | None:
        own = [fact for fact in self.facts if fact.measure == measure]
        tests = list(_interactions(own))
        questions = self._questions([fact for fact in own if fact.effect in (effect_, None)])
        rows: list[Row] = []
        for pair, question in questions.items():
            rows += self._rows(pair, question, tests)
        drawn = [row for row in rows if isinstance(row, ForestRow) and row.numbers]
        if not drawn:
            return None
        term = self.library.terms("measures")[measure]
        title = Title(name, f"{term.name}: effect by subgroup", kind_of(term).family)
        words = sentence(self.library.name("effects", effect_))
        return comparisons.of_effect(title, effect_, words, tuple(rows), self.library)

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
        kinds = listed(
            dict.fromkeys(comparisons.evidence(f, self.library) for f in question.overall)
        )
        yield ForestHeading(f"{pairs} ({kinds.lower()})" if kinds else pairs)
        for fact in question.overall:
            name = called(fact, self.library.endpoint(fact))
            yield _row(fact, ": ".join(part for part in ("All", name) if part))
        for divided_by in by:
            own = question.within.get(divided_by, ())
            said = "; ".join(self._tested(pair, tests).get(divided_by, ()))
            test = f" (interaction: {said})" if said else ""
            yield ForestHeading(f"By {divided_by}{self._kind(question, own)}{test}")
            yield from self._within(own, divided_by, tests)

    def _within(
        self, facts: Sequence[ComparisonRow], divided_by: str, tests: Sequence[ComparisonRow]
    ) -> Iterator[ForestRow]:
        for fact in facts:
            yield _row(fact, " vs ".join(fact.group_labels))
        if not facts:
            later = any(test.post_baseline for test in tests if divided_by in self._by(test))
            yield ForestRow("Effects in the subgroups", "not reported", post_baseline=later)

    def _kind(self, question: _Question, facts: Sequence[ComparisonRow]) -> str:
        """Return what a comparison within parts of the groups is, as far as there is one."""
        if not facts:
            return ""
        if any(fact.post_baseline for fact in facts):
            return ", groups defined after baseline"
        if any(fact.randomised for fact in question.overall):
            return ", within randomised groups"
        return ", not a randomised comparison"

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


def _row(fact: ComparisonRow, label: str) -> ForestRow:
    """Return an effect as a row; one that is only a p-value or a word stands as text."""
    drawn = drawn_effect(fact, label)
    if drawn:
        return drawn.row
    printed = one_line(effect(fact))
    return ForestRow(
        sentence(label), printed, secondary=fact.secondary_only, post_baseline=fact.post_baseline
    )
