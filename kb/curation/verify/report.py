"""How far two readers agree, and the list of differences that a person has to settle."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from schema.seals.files import DIFFERENCES, Difference


@dataclass(frozen=True)
class Agreement:
    """How many numbers a second reader read, how many agreed at first sight, and the rest by kind.

    `waiting` are differences that no correction and no decision has settled yet.
    """

    figures: int
    agreed: int
    differences: dict[str, int]
    waiting: int = 0

    @property
    def share(self) -> float:
        """The share that agreed at first sight, from 0 to 1; 0 when nothing was read."""
        return self.agreed / self.figures if self.figures else 0.0

    def __add__(self, other: "Agreement") -> "Agreement":
        """Return the agreement over the numbers of both."""
        counted = Counter(self.differences) + Counter(other.differences)
        return Agreement(
            self.figures + other.figures,
            self.agreed + other.agreed,
            _in_order(counted),
            self.waiting + other.waiting,
        )


def agreement(first: Mapping[str, Difference | None], waiting: int = 0) -> Agreement:
    """Return the agreement of first readings, by address: None agreed, else how they differed."""
    counted = Counter(kind for kind in first.values() if kind is not None)
    return Agreement(len(first), len(first) - counted.total(), _in_order(counted), waiting)


def _in_order(counted: Mapping[Any, int]) -> dict[str, int]:
    return {kind: counted[kind] for kind in DIFFERENCES if counted.get(kind)}


def as_text(found: Agreement) -> str:
    """Return an agreement in a few lines."""
    agreed = f"{found.agreed} agreed at first sight" + (
        f" ({100 * found.share:.1f}%)" if found.figures else ""
    )
    lines = [f"{found.figures} read, {agreed}"]
    lines += [f"  {count} {kind}" for kind, count in found.differences.items()]
    if found.waiting:
        lines.append(f"{found.waiting} differences wait for a correction or a decision")
    return "\n".join(lines)


def as_json(found: Agreement) -> str:
    """Return an agreement as an object with figures, agreed, differences and waiting."""
    return json.dumps(asdict(found), indent=2)
