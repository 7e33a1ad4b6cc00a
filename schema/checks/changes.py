"""Single changes that would make numbers consistent, the likeliest slip first."""

from collections.abc import Iterable
from fractions import Fraction

from schema.cells import PValue
from schema.exact.rounding import as_printed

Change = tuple[str, str, str]  # as printed, as it would have to be, and a remark or nothing
_MANY = 5


def likeliest(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the likeliest changes as sentences, those with the fewest other digits first."""
    different = [change for change in dict.fromkeys(changes) if change[0] != change[1]]
    different.sort(key=lambda change: _slips(*change[:2]))
    return tuple(
        f"{old} would have to be {new}" + (f" ({remark})" if remark else "")
        for old, new, remark in different[:_MANY]
    )


def other_p(p: PValue, value: float, remark: str) -> Change:
    """Return the change of a p-value into another one, printed with as many decimals."""
    wanted = as_printed(Fraction(value), p.number.decimals)
    return f"p{p.operator}{p.number.text}", f"p={wanted}", remark


def _slips(old: str, new: str) -> int:
    """Count the places where two numbers differ; a sign lost or digits exchanged are one slip."""
    if old.lstrip("-+") == new.lstrip("-+") or sorted(old) == sorted(new):
        return 1
    return sum(a != b for a, b in zip(old, new, strict=False)) + abs(len(old) - len(new))
