"""Asking for terms, counts, and what the database says about itself."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, FromClause, Table, distinct, func, select

from kb.models.terms import Code, Counts, Meta, Term
from kb.queries.numbers import every_number
from kb.queries.parts.reader import made
from kb.queries.sizes import sizes
from kb.tables import facts, groups, meta, remarks, sources, studies, table, terms
from kb.tables.estimates import Estimate

_USES: dict[str, Any] = {
    "measures": (facts.Fact, "measure"),
    "statistics": (facts.Fact, "statistic"),
    "methods": (facts.Fact, "method"),
    "denominators": (facts.Fact, "counted"),
    "treatments": (groups.GroupTreatment, "treatment"),
    "diseases": (studies.StudyDisease, "disease"),
    "settings": (studies.StudySetting, "setting"),
    "designs": (studies.StudyDesign, "design"),
    "source-kinds": (sources.Source, "kind"),
    "bias-tools": (remarks.Appraisal, "tool"),
}
Lists = Mapping[str, tuple[Any, ...]]


def term_rows(connection: Connection, vocabulary: str) -> list[Term]:
    """Return the terms of one vocabulary, in its order."""
    term = table(terms.Term)
    named = select(term.c.id, term.c.name, term.c.definition, term.c.note)
    of_it = named.where(term.c.vocabulary == vocabulary).order_by(term.c.position)
    synonyms = _lists(connection, table(terms.TermSynonym), vocabulary, "term", "synonym")
    codes = _codes(connection, vocabulary)
    relations = _relations(connection, vocabulary)
    properties = _properties(connection, vocabulary)
    used = _used(connection, vocabulary)
    return [
        made(
            Term,
            dict(row),
            vocabulary=vocabulary,
            synonyms=synonyms.get(row["id"], ()),
            codes=codes.get(row["id"], ()),
            **{name: found.get(row["id"], ()) for name, found in relations.items()},
            **_of_term(properties.get(row["id"], {})),
            studies=used.get(row["id"], 0),
        )
        for row in connection.execute(of_it).mappings()
    ]


def _of_term(known: Mapping[str, list[str]]) -> dict[str, Any]:
    one = {name: values[0] for name, values in known.items()}
    return {
        "kind": one.get("kind"),
        "unit": one.get("unit"),
        "direction": one.get("direction"),
        "agent_class": one.get("class"),
        "targets": tuple(known.get("targets", ())),
        "canonical": one.get("canonical"),
        "factor": one.get("factor"),
        "scale": one.get("scale"),
        "null_value": one.get("null"),
    }


def _lists(
    connection: Connection, owner: Table, vocabulary: str, key: str, *columns: str, **where: str
) -> Lists:
    same = [owner.c[name] == value for name, value in where.items()]
    wanted = select(owner.c[key], *(owner.c[name] for name in columns))
    statement = wanted.where(owner.c.vocabulary == vocabulary, *same)
    found: dict[str, list[Any]] = defaultdict(list)
    for name, *values in connection.execute(statement.order_by(*owner.primary_key.columns)):
        found[name].append(values[0] if len(values) == 1 else tuple(values))
    return {name: tuple(values) for name, values in found.items()}


def _codes(connection: Connection, vocabulary: str) -> Lists:
    owner = table(terms.TermCode)
    found = _lists(connection, owner, vocabulary, "term", "system", "code")
    return {
        name: tuple(Code(f"{system}:{code}", system, code) for system, code in pairs)
        for name, pairs in found.items()
    }


def _relations(connection: Connection, vocabulary: str) -> dict[str, Lists]:
    owner = table(terms.TermRelation)
    relations = {
        kind: _lists(connection, owner, vocabulary, "term", "target", kind=kind)
        for kind in ("broader", "within", "components")
    }
    relations["narrower"] = _lists(connection, owner, vocabulary, "target", "term", kind="broader")
    return relations


def _properties(connection: Connection, vocabulary: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    owner = table(terms.TermAttribute)
    pairs = _lists(connection, owner, vocabulary, "term", "key", "value")
    for name, known in pairs.items():
        for key, value in known:
            found[name][key].append(value)
    return found


def _used(connection: Connection, vocabulary: str) -> dict[str, int]:
    if vocabulary not in _USES:
        return {}
    model, column = _USES[vocabulary]
    owner = table(model)
    counted = select(owner.c[column], func.count(distinct(owner.c.study)))
    rows = connection.execute(counted.group_by(owner.c[column]))
    return {str(name): count for name, count in rows if name is not None}


def counts(connection: Connection) -> Counts:
    """Return how much there is."""
    fact, curation = table(facts.Fact), table(remarks.Curation)
    counted = select(fact.c.basis, func.count()).group_by(fact.c.basis)
    by_basis: dict[str, int] = dict(connection.execute(counted).all())
    estimates = _count(connection, table(Estimate))
    verified = select(func.count()).where(curation.c.status == "verified")
    every = every_number("reported")
    sealed = select(func.count()).where(every.c.verified)
    return Counts(
        studies=_count(connection, table(studies.Study)),
        sources=_count(connection, table(sources.Source)),
        patients=_patients(connection),
        estimates=estimates,
        comparisons=by_basis.get("reported", 0) - estimates,
        derived=by_basis.get("derived", 0),
        digitised=by_basis.get("digitised", 0),
        numbers=_count(connection, every),
        numbers_verified=connection.execute(sealed).scalar_one(),
        verified=connection.execute(verified).scalar_one(),
    )


def _count(connection: Connection, rows: FromClause) -> int:
    return connection.execute(select(func.count()).select_from(rows)).scalar_one()


def _patients(connection: Connection) -> int:
    return int(connection.execute(select(func.sum(sizes().c.n))).scalar() or 0)


def meta_row(connection: Connection) -> Meta:
    """Return what the database is."""
    owner = table(meta.Meta)
    said = dict(connection.execute(select(owner.c.key, owner.c.value)).all())
    return Meta(
        schema_version=int(said["schema_version"]),
        data_version=said["data_version"],
        data_date=said["data_date"] or None,
        licence=said["licence"],
        licence_url=said["licence_url"],
        title=said["title"],
    )
