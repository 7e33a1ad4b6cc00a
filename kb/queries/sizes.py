"""How large a study is: the size of one of its groups, chosen by one rule for all answers.

It is the largest group of patients. Those who were only screened, external controls, pools over
several studies and what is cut out of these come last: they stand for a study that reports no other
group. A size that is worked out stands for a study that prints none.
"""

from functools import cache

from sqlalchemy import CTE, FromClause, case, func, or_, select, tuple_

from kb.queries.selects import of_patients, of_study
from kb.tables import groups, table

_OTHERS = ("external", "pool")


@cache
def sizes() -> FromClause:
    """Return of every study that knows a size: the group, and its size, printed or worked out."""
    group, others = table(groups.StudyGroup), _others()
    aside = or_(
        func.coalesce(group.c.counted == "screened", False),
        tuple_(group.c.study, group.c.id).in_(select(others.c.study, others.c.id)),
    )
    size = func.coalesce(group.c.n, group.c.n_derived)
    order = (aside, group.c.n.is_(None), size.desc(), group.c.position)
    place = func.row_number().over(partition_by=group.c.study, order_by=order)
    known = (
        select(group.c.study, group.c.id, group.c.n, group.c.n_derived, place.label("place"))
        .where(of_patients(), size.is_not(None))
        .subquery()
    )
    derived = case((known.c.n.is_(None), known.c.n_derived)).label("n_derived")
    chosen = select(known.c.study, known.c.id.label("n_group"), known.c.n, derived)
    return chosen.where(known.c.place == 1).subquery().alias("size")


def _others() -> CTE:
    """Return the groups that are not the study's own patients, with everything cut out of them."""
    group = table(groups.StudyGroup)
    found = select(group.c.study, group.c.id).where(group.c.kind.in_(_OTHERS)).cte(recursive=True)
    inside = select(group.c.study, group.c.id).join(found, of_study(group, found, ("parent", "id")))
    return found.union(inside)
