"""Checks of words: signs that were lost on the way from the source, and terms.

That every number of a source is in the record (T05) cannot be checked: no quotes are stored. For
the few cells that keep the notation of the source, T01 does (`schema.checks.counts.quoted`).
"""

import re
from collections.abc import Iterator
from functools import cache

from schema import terms
from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.view import View
from schema.facts import GroupFact
from schema.links.tree import walk
from schema.study.curation import Curation, Oddity, Waiver

_SIGN = "-negative or -positive"
# What is left when a sign or a superscript is lost, and what probably stood there.
_LOST = tuple(
    (re.compile(pattern), lost)
    for pattern, lost in (
        (r"\bCD\d+[a-z]? ?/ ?(?:dim|low)\b", f"a sign after the antigen: {_SIGN}"),
        (r"\bCD(?=[+\u2212-](?![\w]))", "the number of the antigen"),
        (r"\bMRD (?:CR|CRi|CRh)\b", f"a sign after MRD: {_SIGN}"),
        (r"\bPh (?:ALL|B-ALL)\b", f"a sign after Ph: {_SIGN}"),
        (r"\b[pP] ?0?\.\d", "a sign before the p-value: <, = or >"),
        (r"(?:\bx ?|\u00d7 ?)10(?:[5-9]|1[0-2])(?=[ /]|$)", "a superscript: x10^6"),
        (r"(?<![\d.^])10(?:6|9)/(?:L|kg)\b", "a superscript: 10^9/L"),
        (r"\ufffd|\?(?=\d)", "a character"),
    )
)
_ANY_LOST = re.compile("|".join(form.pattern for form, _ in _LOST))
_TARGETED = re.compile(r"(?:anti-(CD\d+)\b|(CD\d+)[ -](?:CAR\b|directed|targeted))")
_SIGNED = re.compile(r"[ -]?(?:negative|positive|neg|pos)\b|(?<=\w)[+\u2212-](?!\w)", re.IGNORECASE)
# The words of the source itself, and what people say about it, are kept as they are.
_AS_PRINTED = (Oddity, Waiver, Curation)
_STEPS = ("tables", "rows", "categories", "named", "cells")
_WORDS = ("label", "note", "why", "by", "definition", "window", "selection", "conclusion", "title")


def _signs(view: View) -> Iterator[Answer]:
    for where, text in _texts(view):
        if not _ANY_LOST.search(text):
            yield passed(where)
            continue
        found, lost = next((m, lost) for form, lost in _LOST if (m := form.search(text)))
        says = f"`{found.group()}` seems to have lost {lost}"
        yield violated((where,), says, severity=Severity.WARNING)
    for split in view.splits:
        yield _told_apart([view.groups[part] for part in split.parts])


def _texts(view: View) -> Iterator[tuple[str, str]]:
    """Yield what curators wrote in words, each under its address."""
    study = view.study
    cells = {fact.loc: fact.address for fact in view.facts}
    for loc, node in walk(study):
        if isinstance(node, _AS_PRINTED) or loc[:1] in (("sources",), ("curation",)):
            continue
        for key in filter(node.model_fields_set.__contains__, _WORDS):
            text = getattr(node, key)
            if isinstance(text, str):
                yield f"{cells.get(loc) or _address(loc)}.{key}", text
    for index, text in enumerate(study.limitations):
        yield f"limitations.{index}", text


def _address(loc: tuple[str | int, ...]) -> str:
    """Return the address of a path in the models, without the steps that no address has."""
    return "/".join(str(step) for step in loc if step not in _STEPS) or "study"


def _told_apart(parts: list[GroupFact]) -> Answer:
    """Parts of one split are told apart by more than a sign that one of them lost."""
    where = tuple(f"groups/{part.id}.label" for part in parts)
    bare = {part.label.casefold(): part for part in parts}
    for part in parts:
        stripped = _SIGNED.sub("", part.label).casefold()
        other = bare.get(stripped)
        if other is not None and other is not part:
            says = f"`{other.label}` stands beside `{part.label}`: perhaps it lost its sign"
            names = (f"groups/{other.id}.label", f"groups/{part.id}.label")
            return violated(names, says, severity=Severity.WARNING)
    if len(bare) < len(parts):
        return violated(
            where, "two parts of a split have the same label", severity=Severity.WARNING
        )
    return passed(*where)


def _terms(view: View) -> Iterator[Answer]:
    for endpoint in view.endpoints.values():
        yield _known(f"{endpoint.address}.measure", "measures", endpoint.measure)
    for group in view.groups.values():
        if group.steps_of == group.id:
            for treatment in _treatments(group):
                yield _known(f"groups/{group.id}.gets", "treatments", treatment)
    for split in view.splits:
        parts = [view.groups[part] for part in split.parts]
        for part in parts:
            yield from _labelled(part, parts)
    for group in view.groups.values():
        yield from _aimed(group)


def _known(where: str, vocabulary: str, term: str) -> Answer:
    if term in terms.vocabulary(vocabulary):
        return passed(where)
    near = terms.suggestion(vocabulary, term)
    changes = (f"{term} would have to be {near}",) if near else ()
    return violated((where,), f"`{term}` is not among the {vocabulary}", changes=changes)


def _treatments(group: GroupFact) -> list[str]:
    return [name for step in group.steps for name in re.split(r" \+ | or ", step.give)]


def _labelled(group: GroupFact, parts: list[GroupFact]) -> Iterator[Answer]:
    """A label that begins with an agent is of a group that gets it, not of one beside it."""
    form, agents = _agents()
    found = form.match(group.label.casefold())
    agent = agents[found.group()] if found else ""
    if not (agent and group.steps):
        return
    where = (f"groups/{group.id}.label", f"groups/{group.id}.gets")
    beside = [part.id for part in parts if agent in _given(part)]
    if agent in _given(group) or not beside:
        yield passed(*where)
    else:
        says = f"`{group.label}` does not get {agent}, but {beside[0]} does: swapped arms?"
        yield violated(where, says, severity=Severity.WARNING)


@cache
def _agents() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for every word for an agent, the longest first, and the agents by word."""
    found = {
        word.casefold(): term.id
        for term in terms.vocabulary("treatments").values()
        if term.text("kind") == "agent"
        for word in (*term.synonyms, term.name, term.id)
    }
    words = sorted(found, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\b"), found


def _given(group: GroupFact) -> set[str]:
    """Return what a group gets, with all that its regimens hold."""
    found: set[str] = set()
    waiting = _treatments(group)
    while waiting:
        name = waiting.pop()
        term = terms.vocabulary("treatments").get(name)
        if name not in found and term is not None:
            waiting += [*term.texts("components"), term.text("broader")]
        found.add(name)
    return found


def _aimed(group: GroupFact) -> Iterator[Answer]:
    """A label that names the antigen of a product is of a group that gets such a product."""
    said = _TARGETED.match(group.label)
    targets = {target for name in _given(group) for target in _targets(name)}
    if said is None or not targets:
        return
    antigen = said[1] or said[2]
    where = (f"groups/{group.id}.label", f"groups/{group.id}.gets")
    if antigen in targets:
        yield passed(*where)
    else:
        says = f"`{group.label}`, but what is given is aimed at {', '.join(sorted(targets))}"
        yield violated(where, says, severity=Severity.WARNING)


def _targets(treatment: str) -> Iterator[str]:
    term = terms.vocabulary("treatments").get(treatment)
    if term is not None:
        yield from (target for target in term.texts("targets") if target.startswith("CD"))
        yield from re.findall(r"\bCD\d+", term.name)


T02 = Check(
    id="T02",
    alone=True,
    title="No sign or superscript was lost",
    statement="Labels, notes and conclusions have the signs of their terms; parts of a split are "
    "told apart.",
    why="A minus sign that is lost between PDF and record turns CD19-negative into CD19.",
    severity=Severity.WARNING,
    passes="CD19-negative/dim",
    fails="CD19/dim",
    fix="Look at the source and write the sign in words: CD19-negative, MRD-negative CR.",
    look=_signs,
)
T04 = Check(
    id="T04",
    alone=True,
    title="Terms are known and fit each other",
    statement="Measures and treatments are terms of the vocabularies; a label that begins with an "
    "agent, or names an antigen, is of a group that gets it.",
    why="Two arms that changed places show in what they get.",
    severity=Severity.ERROR,
    passes="Blinatumomab gets blinatumomab",
    fails="Blinatumomab gets ponatinib, and the arm beside it blinatumomab",
    fix="Compare label and treatment with the source. A new agent needs a term first.",
    look=_terms,
)
CHECKS = (T02, T04)
