"""Claims of one measure about another: the narrower counts no more, the parts of a whole add up."""

from collections.abc import Iterator

from schema import terms
from schema.checks.grouping import grouped
from schema.checks.model import Answer, not_applicable
from schema.checks.parts.claims import Claim
from schema.checks.view import RowKey, View, count_name, is_share, possible_counts, size
from schema.exact.solver import AtMost, Sum
from schema.facts import EstimateFact
from schema.study.keys import block_name


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
    by_measure = grouped(
        ((frame(view, key, fact), fact.meaning.measure), (key, fact))
        for key, row in view.rows.items()
        for fact in row.values()
        if is_share(fact)
    )
    for (where, measure), placed in by_measure.items():
        within = terms.vocabulary("measures")[measure].text("within")
        others = [*placed, *by_measure.get((where, within), ())]
        yield from ((one, other) for one in placed for other in others if _inside(one, other))


def frame(view: View, key: RowKey, fact: EstimateFact) -> object:
    """What two results must share so that one measure can be inside the other."""
    endpoint = view.endpoints[key.endpoint]
    block = endpoint.block if endpoint.section != "outcomes" else block_name(endpoint.block)[1]
    window = "" if endpoint.window == "unstated" else endpoint.window
    where = (endpoint.section, block, window, endpoint.mrd_when, fact.place.source)
    return (*where, fact.group, key.time, key.milestone, key.cut, key.set, key.during)


def _inside(one: _Placed, other: _Placed) -> bool:
    (key, fact), (wide_key, wider) = one, other
    if one is other or key.category or wide_key.category:
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
                by_frame.setdefault(frame(view, key, fact), {})[fact.meaning.measure] = fact
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
