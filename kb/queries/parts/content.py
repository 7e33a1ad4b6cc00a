"""What one study measures: endpoints, printed tables, curves; and the rest about its design."""

from sqlalchemy import select

from kb.models.content import AtRisk, Curve, Endpoint, Point, PrintedTable
from kb.models.studies import Details, Record
from kb.queries.children import Children
from kb.queries.parts.reader import Reader, made
from kb.tables import curves, facts, studies, table, terms

_POINTS = {"reported": curves.CurvePoint, "digitised": curves.CurvePointDigitised}


def record(reader: Reader) -> Record:
    """Return the text of the record."""
    (row,) = reader.rows(studies.RecordFile)
    return made(Record, row)


def endpoint_list(reader: Reader) -> list[Endpoint]:
    """Return what is measured, in the order of the record."""
    term = table(terms.Term)
    named = select(term.c.measure, term.c.name).where(term.c.vocabulary == "measures")
    names = dict(reader.connection.execute(named).all())
    return [
        made(Endpoint, row, measure_name=names[row["measure"]])
        for row in reader.rows(facts.Endpoint)
    ]


def table_list(reader: Reader) -> list[PrintedTable]:
    """Return the printed tables of flow, baseline and safety, with their columns."""
    owner = table(facts.PrintedColumn)
    keys = ("section", "block")
    columns = Children(reader.connection, [reader.study]).lists(owner, keys, "name")
    return [
        made(PrintedTable, row, columns=columns[row["section"], row["block"]])
        for row in reader.rows(facts.PrintedTable)
    ]


def curve_list(reader: Reader) -> list[Curve]:
    """Return the survival curves with their points and numbers at risk."""
    return [
        made(
            Curve,
            row,
            points=tuple(
                made(Point, point, group=point["group_id"])
                for point in reader.rows(_POINTS[row["basis"]], curve=row["id"])
            ),
            at_risk=tuple(
                made(AtRisk, size, group=size["group_id"])
                for size in reader.rows(curves.CurveAtRisk, curve=row["id"])
            ),
        )
        for row in reader.rows(curves.Curve)
    ]


def details(reader: Reader) -> Details:
    """Return what the record says about design and population besides its row."""
    (protocol,) = reader.rows(studies.Protocol)
    (population,) = reader.rows(studies.Population)
    overlaps = [(row["other"], row["patients"]) for row in reader.rows(studies.Overlap)]
    return made(
        Details,
        protocol,
        design_place=protocol["place"],
        design_note=protocol["note"],
        selection=population["selection"],
        population_place=population["place"],
        population_note=population["note"],
        limitations=reader.column(studies.Limitation, "limitation"),
        former_ids=reader.column(studies.StudyFormerId, "former_id"),
        overlaps=tuple(overlaps),
    )
