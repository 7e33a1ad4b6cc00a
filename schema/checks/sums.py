"""Checks of sums: parts and wholes, over groups, over categories, over nested measures.

Every relation is first tested alone; then all relations of a record are solved together, which
finds what no single one shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from schema import terms
from schema.checks.model import Answer, Severity, not_applicable, passed, violated
from schema.checks.view import (
    RowKey,
    View,
    count_name,
    is_share,
    percentage,
    possible_counts,
    size,
)
from schema.exact.rounding import as_printed
from schema.exact.solver import (
    AtMost,
    Domains,
    Name,
    Relation,
    Sum,
    smallest_conflict,
    solve,
)
from schema.facts import EstimateFact, SplitFact
from schema.study.keys import block_name


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the record declares, and the sentence to say when it is broken."""

    relation: Relation
    says: str


def sizes(view: View) -> Iterator[Claim | Answer]:
    """Parts of a split and its rest are the whole; no group is larger than its parent."""
    for split in view.splits:
        yield _size_sum(view, split)


def _size_sum(view: View, split: SplitFact) -> Claim | Answer:
    groups = [view.groups[name] for name in (*split.parts, split.of)]
    names = tuple(view.size_name(group.id) for group in groups)
    if split.set:
        return not_applicable("the split is drawn inside an analysis set", *names)
    if any(group.size is None for group in groups):
        return not_applicable("a size is not printed", *names)
    says = f"{' + '.join(str(g.size) for g in groups[:-1])} is not {groups[-1].size}"
    left = _rest(split.rest, groups[-1].size or 0)
    return Claim(Sum(names[:-1], names[-1], left), f"{says} ({split.id}, rest {split.rest})")


def _rest(rest: int | None, whole: int) -> range:
    return range(whole + 1) if rest is None else range(rest, rest + 1)


def parents(view: View) -> Iterator[Claim | Answer]:
    """No group is larger than its parent."""
    for group in view.groups.values():
        parent = view.groups.get(group.parent)
        if parent is None or group.set != parent.set or "units" in (group.kind, parent.kind):
            continue
        names = (view.size_name(group.id), view.size_name(parent.id))
        if group.size is None or parent.size is None:
            yield not_applicable("a size is not printed", *names)
        else:
            says = f"{group.id} has {group.size} patients, its parent {parent.id} {parent.size}"
            yield Claim(AtMost(*names), says)


def across_groups(view: View) -> Iterator[Claim | Answer]:
    """Patients with an outcome in the parts of a split are those in the whole."""
    for split, _, row in view.printed_splits():
        if not is_share(row[split.of]):
            continue
        parts = [row[part] for part in split.parts if part in row]
        names = [count_name(fact) for fact in (*parts, row[split.of])]
        known = all(possible_counts(fact) is not None for fact in (*parts, row[split.of]))
        if not known or not all(map(is_share, parts)):
            yield not_applicable("a count is neither printed nor implied", *names)
            continue
        missing = sum(_room(view, part) for part in split.parts if part not in row)
        rest = (size(row[split.of]) or 10**6) if split.rest is None else split.rest
        relation = Sum(tuple(names[:-1]), names[-1], range(missing + rest + 1))
        cells = " + ".join(fact.value.text for fact in parts)
        yield Claim(relation, f"{cells} cannot add up to {row[split.of].value.text} ({split.id})")


def _room(view: View, group: str) -> int:
    found = view.groups[group].size
    return 10**6 if found is None else found


def categories(view: View) -> Iterator[Claim | Answer]:
    """Disjoint categories add up to all, apart from a declared rest."""
    for (key, group), facts in _variables(view).items():
        names = tuple(count_name(fact) for fact in facts)
        rest = view.endpoints[key.endpoint].rest
        whole = _whole(view, key, group, facts, rest)
        if rest == "overlapping":
            yield not_applicable("the categories overlap", *names)
        elif whole is None or any(possible_counts(fact) is None for fact in facts):
            yield not_applicable("a count or the whole is neither printed nor implied", *names)
        else:
            cells = " + ".join(fact.value.text for fact in facts)
            says = f"{cells} cannot make up {whole[1]} (rest {rest})"
            yield Claim(Sum(names, whole[0], _category_rest(rest, whole[2])), says)


def _variables(view: View) -> dict[tuple[RowKey, str], list[EstimateFact]]:
    found: dict[tuple[RowKey, str], list[EstimateFact]] = {}
    for key, row in view.rows.items():
        if not key.category:
            continue
        for group, fact in row.items():
            if is_share(fact):
                found.setdefault((replace(key, category=""), group), []).append(fact)
    return found


def _whole(
    view: View, key: RowKey, group: str, facts: list[EstimateFact], rest: str
) -> tuple[Name, str, int] | None:
    """Return what the categories are of: the endpoint's own share, or all patients.

    Counts of what happened (deaths by cause) are parts of an event, not of all patients; without a
    printed total of the event nobody can add them up.
    """
    own = view.rows.get(key, {}).get(group)
    if own is not None and rest == "none" and possible_counts(own) is not None:
        return count_name(own), own.value.text, size(own) or 0
    found = {size(fact) for fact in facts}
    n = found.pop() if len(found) == 1 else None
    of_an_event = rest == "none" and (
        key.endpoint.startswith("flow/")
        or (key.endpoint.startswith("outcomes/") and not any(map(percentage, facts)))
    )
    if n is None or of_an_event:
        return None
    return ("n", n, key.endpoint, group), f"{n} patients", n


def _category_rest(rest: str, n: int) -> range:
    if rest.isdigit():
        return range(int(rest), int(rest) + 1)
    return range(1) if rest == "none" else range(n + 1)


def nested(view: View) -> Iterator[Claim | Answer]:
    """A measure inside another, and a grade inside a wider one, count no more patients."""
    for (_, fact), (_, wider) in _pairs(view):
        narrow, wide = possible_counts(fact), possible_counts(wider)
        names = (count_name(fact), count_name(wider))
        if narrow is None or wide is None or size(fact) != size(wider):
            yield not_applicable("the two rest on different or unknown denominators", *names)
        else:
            says = (
                f"{fact.value.text} ({fact.meaning.measure} {fact.meaning.grade}) is inside "
                f"{wider.value.text} ({wider.meaning.measure} {wider.meaning.grade})"
            )
            yield Claim(AtMost(*names), says.replace(" )", ")"))


_Placed = tuple[RowKey, EstimateFact]


def _pairs(view: View) -> Iterator[tuple[_Placed, _Placed]]:
    shares = [
        (key, fact) for key, row in view.rows.items() for fact in row.values() if is_share(fact)
    ]
    by_frame: dict[object, list[_Placed]] = {}
    for key, fact in shares:
        by_frame.setdefault(_frame(view, key, fact), []).append((key, fact))
    for placed in by_frame.values():
        for one in placed:
            for other in placed:
                if one is not other and _inside(one, other):
                    yield one, other


def _frame(view: View, key: RowKey, fact: EstimateFact) -> object:
    """What two results must share so that one measure can be inside the other."""
    endpoint = view.endpoints[key.endpoint]
    block = endpoint.block if endpoint.section != "outcomes" else block_name(endpoint.block)[1]
    where = (endpoint.section, block, endpoint.window, endpoint.mrd_when, fact.place.source)
    return (*where, fact.group, key.time, key.milestone, key.cut, key.set, key.during)


def _inside(one: _Placed, other: _Placed) -> bool:
    (key, fact), (wide_key, wider) = one, other
    if key.category or wide_key.category:
        return False
    same_measure = fact.meaning.measure == wider.meaning.measure
    if same_measure:
        return key.endpoint == wide_key.endpoint or _grade_inside(key.grade, wide_key.grade)
    within = terms.vocabulary("measures")[fact.meaning.measure].text("within")
    return key.grade == wide_key.grade and within == wider.meaning.measure


def _grade_inside(grade: str, wider: str) -> bool:
    narrow, wide = _grades(grade), _grades(wider)
    return bool(narrow and wide and narrow < wide)


def _grades(grade: str) -> frozenset[int]:
    if grade == "any":
        return frozenset(range(6))
    low, _, high = grade.rstrip("+").partition("-")
    if not low.isdigit():
        return frozenset()
    return frozenset(range(int(low), (5 if grade.endswith("+") else int(high or low)) + 1))


def components(view: View) -> Iterator[Claim | Answer]:
    """The parts of a composite measure add up to it."""
    by_frame: dict[object, dict[str, EstimateFact]] = {}
    for key, row in view.rows.items():
        for fact in row.values():
            if is_share(fact) and not key.category:
                frame = _frame(view, key, fact)
                by_frame.setdefault(frame, {})[fact.meaning.measure] = fact
    for measures in by_frame.values():
        for measure, whole in measures.items():
            wanted = terms.vocabulary("measures")[measure].texts("components")
            parts = [measures[part] for part in wanted if part in measures]
            if wanted and len(parts) == len(wanted):
                yield _composite(parts, whole)


def _composite(parts: list[EstimateFact], whole: EstimateFact) -> Claim | Answer:
    names = tuple(count_name(fact) for fact in (*parts, whole))
    if any(possible_counts(fact) is None for fact in (*parts, whole)):
        return not_applicable("a count is neither printed nor implied", *names)
    cells = " + ".join(f"{fact.value.text} {fact.meaning.measure}" for fact in parts)
    says = f"{cells} is not {whole.value.text} {whole.meaning.measure}"
    return Claim(Sum(names[:-1], names[-1]), says)


def domains(view: View) -> Domains:
    """Return what every count of a record can be."""
    found: Domains = {}
    for group in view.groups.values():
        if group.size is not None:
            found[view.size_name(group.id)] = range(group.size, group.size + 1)
    for fact in view.estimates:
        possible = possible_counts(fact) if is_share(fact) else None
        if possible is not None:
            found[count_name(fact)] = possible
    return found


def judge(view: View, claims: Iterable[Claim | Answer]) -> Iterator[Answer]:
    """Test each relation alone."""
    known = domains(view)
    for claim in claims:
        if isinstance(claim, Answer):
            yield claim
            continue
        named = claim.relation.names()
        runs = {name: known.get(name) or _constant(name) for name in named}
        numbers = tuple(name for name in named if isinstance(name, str))
        if any(not run for run in runs.values()):
            yield not_applicable("a percentage is no count (P01)", *numbers)
        elif solve(runs, [claim.relation]) is None:
            changes = tuple(_changes(view, runs, claim.relation))
            gravity = _gravity(numbers)
            yield violated(numbers, claim.says, severity=gravity, changes=changes)
        else:
            yield passed(*numbers)


def _gravity(numbers: Iterable[str]) -> Severity:
    """Printed counts leave no way out; counts behind percentages do.

    A source may have truncated instead of rounded, or have left out patients without saying so.
    """
    printed_counts = all(number.endswith((".count", ".n")) for number in numbers)
    return Severity.ERROR if printed_counts else Severity.WARNING


def _constant(name: Name) -> range:
    """A whole that is no printed number of its own carries its value in its name."""
    return range(name[1], name[1] + 1) if isinstance(name, tuple) else range(0)


def _changes(view: View, runs: Domains, relation: Relation) -> Iterator[str]:
    """Say for each number what it would have to be if all others are right."""
    for name, run in runs.items():
        if not isinstance(name, str):
            continue
        open_run = {**runs, name: range(10**6)}
        solved = solve(open_run, [relation])
        if solved is not None and solved[name]:
            fits = min(solved[name], key=lambda k: min(abs(k - run.start), abs(k - run[-1])))
            yield f"{_shown(view, name, run)} would have to be {_as(view, name, fits)}"


def _shown(view: View, name: str, run: range) -> str:
    fact = _fact(view, name)
    found = percentage(fact) if fact is not None and name.endswith(".value") else None
    return f"{found[0].text}%" if found else str(run.start)


def _as(view: View, name: str, count: int) -> str:
    fact = _fact(view, name)
    found = percentage(fact) if fact is not None and name.endswith(".value") else None
    n = size(fact) if fact is not None else None
    if found is None or not n:
        return str(count)
    return f"{as_printed(Fraction(100 * count, n), found[0].decimals)}%"


def _fact(view: View, name: str) -> EstimateFact | None:
    address = name.rpartition(".")[0]
    return next((fact for fact in view.estimates if fact.address == address), None)


def together(view: View) -> Iterator[Answer]:
    """Solve all relations that hold alone at once."""
    claims = [c for look in _RELATIONS for c in look(view) if isinstance(c, Claim)]
    known = domains(view)
    for claim in claims:
        for name in claim.relation.names():
            known.setdefault(name, _constant(name))
    alone = [
        claim.relation
        for claim in claims
        if all(known[name] for name in claim.relation.names())
        and solve({n: known[n] for n in claim.relation.names()}, [claim.relation]) is not None
    ]
    used = {name: known[name] for relation in alone for name in relation.names()}
    names = tuple(sorted({name for name in used if isinstance(name, str)}))
    if solve(used, alone) is not None:
        yield passed(*names)
        return
    conflict = smallest_conflict(used, alone)
    guilty = sorted({n for relation in conflict for n in relation.names() if isinstance(n, str)})
    says = "these sums hold one by one, but not all together"
    yield violated(tuple(guilty), says, severity=_gravity(guilty))


_RELATIONS = (sizes, parents, across_groups, categories, nested, components)
