"""Running all checks on a record: findings, waivers, and how well each number is protected."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from schema.checks.model import Answer, Check, Severity, State, passed, violated
from schema.checks.view import View, numbers
from schema.links.written import Written, written
from schema.study import Study

W01 = Check(
    id="W01",
    title="Every waiver excuses something",
    statement="The check named by a waiver finds something at its address.",
    why="A waiver that is left behind would hide the next mistake at the same place.",
    severity=Severity.ERROR,
    passes="a waiver of P02 on 79/164 48.0%",
    fails="a waiver of P02 on 79/164 48.2%",
    fix="Remove the waiver, or look why the finding it excused is gone.",
    look=lambda _view: iter(()),  # answered below, when all other checks have answered
)


@dataclass(frozen=True, slots=True)
class Examined:
    """One answer of one check, and the waiver that excuses it or that W01 is about, if any."""

    check: str
    answer: Answer
    waiver: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Report:
    """What all checks say of one record."""

    study: str
    examined: tuple[Examined, ...]
    printed: tuple[str, ...]

    def tally(self) -> Counter[State]:
        """Count the answers by state: `0 problems` is never said without `312 relations tested`."""
        return Counter(each.answer.state for each in self.examined)

    def findings(self, *severities: Severity) -> list[Examined]:
        """Return what is violated and not waived, of the given severities or of all."""
        wanted = severities or tuple(Severity)
        return [
            each
            for each in self.examined
            if each.answer.state is State.VIOLATED and each.answer.severity in wanted
        ]

    def protection(self) -> dict[str, int]:
        """Return for each printed number how many relations it took part in."""
        tested = (State.PASSED, State.VIOLATED, State.WAIVED)
        counted = Counter(
            number
            for each in self.examined
            if each.answer.state in tested and not each.alone
            for number in set(each.answer.numbers)
        )
        return {number: counted[number] for number in self.printed}


def examine(study: Study, checks: Iterable[Check]) -> Report:
    """Run the checks on a record whose names are right (`schema.links`)."""
    view, asked = View(study), list(checks)
    examined = [
        Examined(check.id, answer, alone=check.alone)
        for check in asked
        for answer in check.look(view)
    ]
    waivers = _waivers(study, asked, across=False)
    return Report(study.id, tuple(_excused(study, examined, waivers)), tuple(_printed(view)))


def examine_across(
    study: Study, examined: Iterable[Examined], checks: Iterable[Check]
) -> list[Examined]:
    """Return what other records say of one (`sources.across`), with what it excuses."""
    return list(_excused(study, examined, _waivers(study, checks, across=True)))


def _waivers(study: Study, checks: Iterable[Check], *, across: bool) -> list[str]:
    """Return the waivers of checks; what the reading of values refuses is for schema.links."""
    later = {check.id for check in checks if check.across}
    named = [key for key in study.waivers if key[:1].isupper()]
    return [key for key in named if (key.partition(" ")[0] in later) is across]


def _printed(view: View) -> Iterable[str]:
    yield from (view.size_name(name) for name, group in view.groups.items() if group.n is not None)
    for fact in view.facts:
        yield from numbers(fact)


def _excused(
    study: Study, examined: Iterable[Examined], waivers: Iterable[str]
) -> Iterator[Examined]:
    """Yield the answers with what the record excuses, then whether each of the waivers does."""
    texts = cache(lambda: written(study))
    used: set[str] = set()
    for each in examined:
        key = _waiver(study, each, texts) if each.answer.state is State.VIOLATED else ""
        used.add(key)
        yield _waived(each, key) if key else each
    yield from (_answered(key, key in used) for key in waivers)


def _waived(each: Examined, key: str) -> Examined:
    return replace(each, answer=replace(each.answer, state=State.WAIVED), waiver=key)


def _waiver(study: Study, each: Examined, texts: Callable[[], Written]) -> str:
    """Return the waiver of a finding; one outside the cells quotes the text it excuses."""
    for number in each.answer.numbers:
        address, _, part = number.rpartition(".")
        key = f"{each.check} {address}"
        if key in study.waivers:
            said = texts().get(address)
            if said is None or study.waivers[key].printed in said.get(part, ()):
                return key
    return ""


def _answered(key: str, excuses: bool) -> Examined:
    check, _, address = key.partition(" ")
    where, says = f"{address}.", f"the waiver of {check} excuses nothing any more"
    return Examined(W01.id, passed(where) if excuses else violated((where,), says), key)
