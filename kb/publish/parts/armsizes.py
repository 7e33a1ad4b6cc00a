"""How many are compared: the sizes of the groups of a comparison, which itself prints none."""

from kb.models.results import ComparisonRow
from kb.publish.parts.library import Denominator, Library

UNKNOWN: Denominator = (None, None)


def sizes_text(fact: ComparisonRow, library: Library) -> str | None:
    """Return the sizes of the groups in order, `271 v 134`; None where one is not known."""
    found = [_size(fact, group, library) for group in fact.groups]
    if not found or UNKNOWN in found or fact.counted == "unstated":
        return None
    sizes = " v ".join(f"{printed if printed is not None else made}" for printed, made in found)
    return sizes if all(printed is not None for printed, _ in found) else f"{sizes}, derived"


def _size(fact: ComparisonRow, group: str, library: Library) -> Denominator:
    """Return of how many the results of the same endpoint in a group are; else how large it is.

    Where results of the endpoint have several denominators, none of them is known to apply.
    """
    known = library.denominators(fact.study).get((fact.endpoint, fact.category, group))
    if known:
        return known.copy().pop() if len(known) == 1 else UNKNOWN
    return _in_set(fact, group, library)


def _in_set(fact: ComparisonRow, group: str, library: Library) -> Denominator:
    """Return the size of a group inside the analysis set of a comparison, or of all of it."""
    sets = {each.id: dict(each.sizes) for each in library.study(fact.study).sets}
    in_set = sets.get(fact.analysis_set or "", {}).get(group)
    if in_set is not None:
        return in_set, None
    whole = library.groups[fact.study, group]
    if fact.analysis_set and whole.analysis_set != fact.analysis_set:
        return UNKNOWN
    return (whole.n, None) if whole.n is not None else (None, whole.n_derived)
