"""What a paper meant by a measure: the definitions of its endpoints."""

from collections.abc import Callable, Sequence

from kb.models.content import Endpoint
from kb.models.results import Outcome
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Fact, plain
from kb.publish.parts.statistics import qualifier
from kb.publish.parts.words import sentence

Field = Callable[[Endpoint], str | None]


def _mrd(endpoint: Endpoint) -> str:
    stated = [
        f"threshold {endpoint.mrd_threshold}" if endpoint.mrd_threshold else "",
        f"by {endpoint.mrd_method}" if _said(endpoint.mrd_method) else "",
        "method not reported" if endpoint.mrd_method == "not reported" else "",
        endpoint.mrd_when or "",
    ]
    return ", ".join(part for part in stated if part)


def _said(text: str | None) -> bool:
    return text not in (None, "not reported", "unstated")


def _stated(text: str | None) -> str | None:
    return "not stated" if text == "unstated" else text


FIELDS: dict[str, Field] = {
    "Called": lambda endpoint: endpoint.label,
    "Role": lambda endpoint: endpoint.role,
    "Definition": lambda endpoint: endpoint.definition,
    "Response window": lambda endpoint: _stated(endpoint.window),
    "Residual disease": lambda endpoint: _mrd(endpoint) or None,
    "Competing events": lambda endpoint: endpoint.competing,
    "Censored at": lambda endpoint: endpoint.censored,
    "Responders": lambda endpoint: endpoint.responders,
    "Scale": lambda endpoint: endpoint.scale,
    "Note": lambda endpoint: endpoint.note,
}


def definitions(
    endpoints: Sequence[Endpoint], facts: Sequence[Outcome], library: Library
) -> list[Fact]:
    """Return what the study says about the endpoints of one measure.

    Several endpoints are told apart by their names, so what they are called is not said again.
    """
    found = [
        _fact(term, endpoints, field)
        for term, field in FIELDS.items()
        if term != "Called" or len(endpoints) == 1
    ]
    found.append(_fact("Time from", endpoints, lambda e: _of_facts(e, facts, _origin(library))))
    found.append(_fact("Method", endpoints, lambda e: _of_facts(e, facts, _method(library))))
    return [fact for fact in found if fact["values"]]


def _fact(term: str, endpoints: Sequence[Endpoint], field: Field) -> Fact:
    """Return one field; endpoints that differ are named, those that agree are not."""
    said: dict[str, list[str]] = {}
    for endpoint in endpoints:
        name = qualifier(endpoint) or endpoint.measure_name
        said.setdefault(field(endpoint) or "", []).append(sentence(name))
    if len(said) == 1:
        return {"term": term, "values": [plain(text) for text in said if text]}
    named = [f"{'; '.join(names)}: {text}" for text, names in said.items() if text]
    return {"term": term, "values": [plain(text) for text in named], "lines": True}


def _of_facts(
    endpoint: Endpoint, facts: Sequence[Outcome], field: Callable[[Outcome], str | None]
) -> str | None:
    own = (field(fact) for fact in facts if fact.endpoint == endpoint.address)
    return ", ".join(dict.fromkeys(text for text in own if text)) or None


def _origin(library: Library) -> Callable[[Outcome], str | None]:
    def words(fact: Outcome) -> str | None:
        return library.name("origins", fact.origin) if fact.origin else None

    return words


def _method(library: Library) -> Callable[[Outcome], str | None]:
    def words(fact: Outcome) -> str | None:
        return library.name("methods", fact.method) if fact.method else None

    return words


def in_words(endpoint: Endpoint) -> str:
    """Return everything a study says about an endpoint in one line, empty if nothing."""
    said = ((term, field(endpoint)) for term, field in FIELDS.items() if term != "Role")
    return "; ".join(
        text if term in ("Called", "Definition") else f"{term.lower()}: {text}"
        for term, text in said
        if text
    )
