"""What a vocabulary says about one of its terms."""

from collections.abc import Iterable, Iterator

from kb.models.terms import Code, Term
from kb.publish.parts.anchors import term_path
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Fact, Link, plain, texts
from kb.publish.parts.words import sentence, spaced

# Where a code of a terminology can be looked up.
_LOOKUPS = {
    "NCIT": "https://evsexplore.semantics.cancer.gov/evsexplore/concept/ncit/{}",
    "MONDO": "https://monarchinitiative.org/MONDO:{}",
    "MESH": "https://meshb.nlm.nih.gov/record/ui?ui={}",
    "DRUGBANK": "https://go.drugbank.com/drugs/{}",
}


def term_facts(term: Term, library: Library) -> list[Fact]:
    """Return names, codes and relations of a term."""
    return [
        *texts("Also called", *term.synonyms),
        *_relation(term.vocabulary, "Part of", term.broader, library),
        *_relation(term.vocabulary, "Holds", term.narrower, library),
        *_relation(term.vocabulary, "Counted within", term.within, library),
        *_relation(term.vocabulary, "Components", term.components, library),
        *texts("Kind", term.agent_class),
        *texts("Target", *term.targets),
        *_codes(term.codes),
        *texts("For curators", term.note),
    ]


def _relation(vocabulary: str, name: str, terms: Iterable[str], library: Library) -> Iterator[Fact]:
    found = [_link(vocabulary, term, library) for term in terms]
    if found:
        yield {"term": name, "values": found}


def _link(vocabulary: str, term: str, library: Library) -> Link:
    name = library.name(vocabulary, term)
    known = term in library.published(vocabulary)
    return {"text": name, "href": term_path(vocabulary, term)} if known else plain(name)


def _codes(codes: Iterable[Code]) -> Iterator[Fact]:
    found: list[Link] = []
    for code in codes:
        address = _LOOKUPS.get(code.system)
        found.append({"text": code.text, "href": address.format(code.code) if address else None})
    if found:
        yield {"term": "Codes", "values": found}


def kind_title(term: Term) -> str:
    """Return the kind of a treatment as a heading: `Agents`, `Regimens`."""
    kind = spaced(term.kind or "other")
    return sentence({"class": "classes"}.get(kind, f"{kind}s" if kind != "other" else kind))
