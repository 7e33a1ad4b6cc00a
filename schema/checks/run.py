"""Running all checks on a record: findings, waivers, and how well each number is protected."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from schema.checks.model import Answer, Check, Severity, State, passed, violated
from schema.checks.view import View, numbers
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
    """One answer of one check, and the waiver that excuses it, if any."""

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
    view = View(study)
    examined = [_waived(study, check, answer) for check in checks for answer in check.look(view)]
    waivers = list(_waivers(study, examined))
    return Report(study.id, (*examined, *waivers), tuple(_printed(view)))


def _printed(view: View) -> Iterable[str]:
    yield from (view.size_name(name) for name, group in view.groups.items() if group.n is not None)
    for fact in view.facts:
        yield from numbers(fact)


def _waived(study: Study, check: Check, answer: Answer) -> Examined:
    if answer.state is State.VIOLATED:
        for number in answer.numbers:
            key = f"{check.id} {number.rpartition('.')[0]}"
            if key in study.waivers:
                return Examined(check.id, replace(answer, state=State.WAIVED), key, check.alone)
    return Examined(check.id, answer, alone=check.alone)


def _waivers(study: Study, examined: list[Examined]) -> Iterable[Examined]:
    used = {each.waiver for each in examined}
    for key in study.waivers:
        check, _, address = key.partition(" ")
        if not check[:1].isupper():
            continue  # what the reading of values refuses is excused in schema.links
        if key in used:
            yield Examined(W01.id, passed(f"{address}."))
        else:
            says = f"the waiver of {check} excuses nothing any more"
            yield Examined(W01.id, violated((f"{address}.",), says))
