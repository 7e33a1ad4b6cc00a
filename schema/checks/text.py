"""Checks of words: signs that were lost on the way from the source, and terms.

That every number stands in its quote (T01, T05) cannot be checked here: no quotes are stored.
"""

import re
from collections.abc import Iterator
from typing import Any

from schema import terms
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View
from schema.facts import GroupFact
from schema.links.tree import walk
from schema.study.base import Closed
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
        (r"(?:\bx ?|\u00d7 ?)10\d{1,2}(?=[ /]|$)", "a superscript: x10^6"),
        (r"(?<![\d.^])10(?:6|9)/(?:L|kg)\b", "a superscript: 10^9/L"),
        (r"\ufffd|\?(?=\d)", "a character"),
    )
)
_SIGNED = re.compile(r"[ -]?(?:negative|positive|neg|pos)\b|(?<=\w)[+\u2212-](?!\w)", re.IGNORECASE)
# The words of the source itself, and what people say about it, are kept as they are.
_AS_PRINTED = (Oddity, Waiver, Curation)
_WORDS = ("label", "note", "why", "by", "definition", "window", "selection", "conclusion", "title")


def _signs(view: View) -> Iterator[Answer]:
    for where, text in _texts(view):
        found = next(((m, lost) for form, lost in _LOST if (m := form.search(text))), None)
        if found is None:
            yield passed(where)
        else:
            says = f"`{found[0].group()}` seems to have lost {found[1]}"
            yield violated((where,), says, severity=Severity.WARNING)
    for split in view.splits:
        yield _told_apart([view.groups[part] for part in split.parts])


def _texts(view: View) -> Iterator[tuple[str, str]]:
    """Yield what curators wrote in words, each under its address."""
    study = view.study
    for loc, node in walk(study):
        if isinstance(node, _AS_PRINTED) or loc[:1] in (("sources",), ("curation",)):
            continue
        for key in _WORDS:
            text = getattr(node, key, None)
            if isinstance(text, str):
                yield _name(loc, key), text
    for index, text in enumerate(study.limitations):
        yield f"limitations.{index}", text


def _name(loc: tuple[str | int, ...], key: str) -> str:
    return f"{'/'.join(map(str, loc)) or 'study'}.{key}"


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
        return violated(where, "two parts of a split have the same label", severity=Severity.WARNING)
    return passed(*where)


def _terms(view: View) -> Iterator[Answer]:
    for endpoint in view.endpoints.values():
        yield _known(f"{endpoint.address}.measure", "measures", endpoint.measure)
    for group in view.groups.values():
        if group.steps_of == group.id:
            for step in group.steps:
                for treatment in re.split(r" \\+ | or ", step.give):
                    yield _known(f"groups/{group.id}.gets", "treatments", treatment)
        yield from _aimed(group)


def _known(where: str, vocabulary: str, term: str) -> Answer:
    if term in terms.vocabulary(vocabulary):
        return passed(where)
    near = terms.suggestion(vocabulary, term)
    changes = (f"{term} would have to be {near}",) if near else ()
    return violated((where,), f"`{term}` is not among the {vocabulary}", changes=changes)
