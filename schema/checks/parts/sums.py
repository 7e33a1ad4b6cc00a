"""Claims of sums: parts of groups make up the whole, categories make up all patients."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from schema import terms
from schema.checks.grouping import grouped
from schema.checks.model import Answer, not_applicable
from schema.checks.parts.claims import Claim
from schema.checks.view import RowKey, View, count_name, is_share, percentage, possible_counts, size
from schema.exact.solver import AtMost, Name, Sum
from schema.facts import EstimateFact, SplitFact


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
    for (key, group), facts in variables(view).items():
        names = tuple(count_name(fact) for fact in facts)
        rest = view.endpoints[key.endpoint].rest
        whole = _whole(view, key, group, facts, rest)
        if rest == "overlapping":
            yield not_applicable("the categories overlap", *names)
        elif whole is None or any(possible_counts(fact) is None for fact in facts):
            yield not_applicable("a count or the whole is neither printed nor implied", *names)
        else:
            cells = " + ".join(fact.value.text for fact in facts)
            of, told, n, all_of_them = whole
            left = _category_rest(rest, n) if all_of_them else range(n + 1)
            says = f"{cells} cannot {'make up' if all_of_them else 'be among'} {told} (rest {rest})"
            yield Claim(Sum(names, of, left), says)


@lru_cache(maxsize=2)
def variables(view: View) -> dict[tuple[RowKey, str], list[EstimateFact]]:
    """Return the categories of each variable in each group."""
    return grouped(
        ((replace(key, category=""), group), fact)
        for key, row in view.rows.items()
        for group, fact in row.items()
        if key.category and is_share(fact)
    )


def _whole(
    view: View, key: RowKey, group: str, facts: list[EstimateFact], rest: str
) -> tuple[Name, str, int, bool] | None:
    """Return what the categories are of: the endpoint's own share, or all patients.

    Counts of what happened (deaths by cause) are parts of an event, not of all patients; without a
    printed total of the event they are only not more than all, as the last part says.
    """
    own = view.rows.get(key, {}).get(group)
    if own is not None and rest == "none" and possible_counts(own) is not None:
        return count_name(own), own.value.text, size(own) or 0, True
    found = {size(fact) for fact in facts}
    n = found.pop() if len(found) == 1 else None
    if n is None:
        return None
    kind = terms.vocabulary("measures")[facts[0].meaning.measure].text("kind")
    of_an_event = rest == "none" and (
        (key.endpoint.startswith("flow/") and kind == "flow")
        or (key.endpoint.startswith("outcomes/") and not any(map(percentage, facts)))
    )
    return ("n", n, key.endpoint, group), f"{n} patients", n, not of_an_event


def _category_rest(rest: str, n: int) -> range:
    if rest.isdigit():
        return range(int(rest), int(rest) + 1)
    return range(1) if rest == "none" else range(n + 1)
