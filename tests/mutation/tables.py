"""What came of the corruptions, as Markdown tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from schema.checks.catalogue import CHECKS
from tests.markdown import percent, table
from tests.mutation.harness import Corruption, counted
from tests.mutation.kinds import BESIDES, KINDS

_HEAD = ("corrupted", "schema alone", "+ errors", "+ warnings", "sealed")


def report(title: str, found: Sequence[Corruption]) -> str:
    """Return all tables about some corruptions."""
    parts = [
        f"## {title}",
        by_kind(found),
        by_figure(counted(found)),
        by_check(counted(found)),
    ]
    return "\n\n".join(parts) + "\n"


def share_caught(found: Sequence[Corruption]) -> float:
    """Return the share seen by schema, errors or warnings."""
    return sum(caught(each) for each in found) / len(found)


def caught(each: Corruption) -> bool:
    """Say whether anything saw it."""
    seen = each.verdict
    return seen.schema or bool(seen.errors or seen.warnings)


def by_kind(found: Sequence[Corruption]) -> str:
    """Return the share caught for each kind of corruption, and in all."""
    single = counted(found)
    rows = [_row(kind, [each for each in single if each.kind == kind]) for kind in KINDS]
    besides = [_row(f"({kind})", [e for e in found if e.kind == kind]) for kind in BESIDES]
    return table(("corruption", *_HEAD), [*rows, _row("**all**", single), *besides])


def by_figure(found: Sequence[Corruption]) -> str:
    """Return the share caught for each kind of figure, the best protected first."""
    groups: dict[str, list[Corruption]] = {}
    for each in found:
        groups.setdefault(each.figure, []).append(each)
    ordered = sorted(groups.items(), key=lambda group: (-share_caught(group[1]), group[0]))
    return table(("figure", *_HEAD), [_row(name, group) for name, group in ordered])


def by_check(found: Sequence[Corruption]) -> str:
    """Return for each check how often it fired, and how often nothing else did."""
    fired: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for each in found:
        checks = each.verdict.errors | each.verdict.warnings
        fired.update(checks)
        alone.update(checks if len(checks) == 1 else ())
    rows = [
        (check, percent(fired[check], len(found)), percent(alone[check], len(found)))
        for check in sorted({*CHECKS, *fired}, key=lambda check: (-fired[check], check))
    ]
    return table(("check", "fires on", "the only one on"), rows)


def summary(reports: Mapping[str, Sequence[Corruption]]) -> str:
    """Return one line for each report."""
    rows = [_row(title, counted(found)) for title, found in reports.items()]
    return f"## In short\n\n{table(('records', *_HEAD), rows)}\n"


def escaped(found: Iterable[Corruption]) -> str:
    """Return the corruptions of one number that neither schema nor checks saw."""
    rows = [
        (each.study, each.number, each.figure, each.kind, each.before, each.after)
        for each in counted(found)
        if not caught(each)
    ]
    return table(("study", "number", "figure", "corruption", "right", "wrong"), rows)


def _row(name: str, found: Sequence[Corruption]) -> tuple[str, ...]:
    seen: list[Callable[[Corruption], bool]] = [
        lambda each: each.verdict.schema,
        lambda each: each.verdict.schema or bool(each.verdict.errors),
        caught,
        lambda each: each.verdict.sealed,
    ]
    shares = (percent(sum(map(see, found)), len(found)) for see in seen)
    return name, str(len(found)), *shares
