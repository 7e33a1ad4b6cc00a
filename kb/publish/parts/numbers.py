"""A printed number with its interval, count, p-value and marks. Texts are those of the record."""

from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.anchors import anchor
from kb.publish.parts.seals import mark, mark_elsewhere
from kb.publish.parts.shapes import Num, OtherPrint
from kb.publish.parts.sources import SourceNames, repeated
from kb.publish.parts.words import unit_words

Result = Outcome | ComparisonRow


def estimate(fact: Outcome, names: SourceNames | None = None) -> Num:
    """Return the number of a group; with `names`, also what other sources print."""
    value, count = _value(fact), _count(fact)
    num = _shared(fact, names)
    num["printed"] = value or (count if not fact.word else None)
    num["count"] = _beside(fact, count if num["printed"] != count else "")
    num["sort"] = _sort(fact.value_canonical, fact.count)
    return num


def effect(fact: ComparisonRow, names: SourceNames | None = None) -> Num:
    """Return the effect of a comparison: a value, a result in words, or a p-value alone."""
    said = " ".join(part for part in (fact.effect, _value(fact), fact.verbal) if part)
    p = p_value(fact)
    num = _shared(fact, names)
    num["printed"] = said or (p if not fact.word else None)
    num["p"] = p if num["printed"] != p else ""
    num["sort"] = _sort(fact.value_canonical)
    return num


def interval(fact: Result) -> str:
    """Return the interval and every spread, each with its name: `95% CI 6.5 to 35.2; range ...`."""
    return "; ".join([*_confidence(fact), *(_spread(spread.text) for spread in fact.spreads)])


def p_value(fact: ComparisonRow) -> str:
    """Return the p-value as printed, with its sides where they are stated."""
    if fact.p_text is None:
        return ""
    sides = "" if fact.p_sides in (None, "unstated") else f" {fact.p_sides}"
    return f"p{fact.p_operator}{fact.p_text}{sides}"


def standing(fact: Result) -> str | None:
    """Return the word that warns of the whole record, if there is one."""
    if fact.retracted:
        return "retracted"
    return fact.status if fact.status in ("draft", "withdrawn", "superseded") else None


def one_line(num: Num) -> str:
    """Return a number with what stands beside it, for a figure."""
    value = num.get("printed") or num.get("word") or ""
    spread = f" ({num['interval']})" if num.get("interval") else ""
    return ", ".join(part for part in (value + spread, num.get("count"), num.get("p")) if part)


def _shared(fact: Result, names: SourceNames | None) -> Num:
    second = mark(fact, fact.study, fact.address)
    return {
        "id": anchor(fact.address),
        "word": fact.word or "not reported",
        "interval": interval(fact),
        "basis": fact.basis,
        "how": fact.how,
        "secondary": fact.secondary_only,
        "inferred": ", ".join(fact.inferred),
        "status": standing(fact),
        "verified": second["verified"],
        "broken": second["broken"],
        "others": _others(fact, names) if names else [],
        "note": _note(fact) if names else None,
    }


def _note(fact: Result) -> str | None:
    """Return the remark of the curators, and the notation of the source where it was changed."""
    notation = f"in the source: {fact.printed}" if fact.printed else ""
    return "; ".join(text for text in (notation, fact.note) if text) or None


def _others(fact: Result, names: SourceNames) -> list[OtherPrint]:
    """Return reports that print something else or more; the rest are only named as sources."""
    same = repeated(fact)
    others = [other for other in fact.others if other not in same]
    following = [*(other.why for other in others[1:]), None]
    return [
        {
            "printed": other.text,
            "source": names.written(other.place),
            "differs": not other.agrees,
            "why": other.why if other.why != following_why else None,  # said once, at the last
            **mark_elsewhere(other, fact),
        }
        for other, following_why in zip(others, following, strict=False)
    ]


def _value(fact: Result) -> str:
    if fact.value_text is None:
        return ""
    unit = unit_words(fact.value_text, fact.unit)
    upto = f" to {fact.upto_text}{unit}" if fact.upto_text else ""
    return f"{fact.operator or ''}{fact.value_text}{unit}{upto}"


def _count(fact: Outcome) -> str:
    if fact.count is None:
        return ""
    return f"{fact.count}/{fact.denominator}" if fact.denominator is not None else str(fact.count)


def _beside(fact: Outcome, count: str) -> str:
    """Return the counts that stand beside a value."""
    alone = count and "/" not in count
    parts = [
        f"{count} {fact.per}{'' if count == '1' else 's'}" if alone else count,
        f"of {fact.of_n}" if fact.of_n is not None else "",
        _events(fact),
    ]
    return ", ".join(part for part in parts if part)


def _events(fact: Outcome) -> str:
    if fact.events is None:
        return ""
    of = f"/{fact.events_of}" if fact.events_of is not None else ""
    return f"{fact.events}{of} events"


def _confidence(fact: Result) -> list[str]:
    low = _bound(fact.low_operator, fact.low_text, fact.low_unit, fact.low_word, fact)
    high = _bound(fact.high_operator, fact.high_text, fact.high_unit, fact.high_word, fact)
    if not low and not high:
        return []
    stated = fact.level not in (None, "unstated")
    name = " ".join(part for part in (fact.level if stated else "", fact.sides or "", "CI") if part)
    return [f"{name} {low} to {high}"]


def _bound(
    operator: str | None, text: str | None, unit: str | None, word: str | None, fact: Result
) -> str:
    """Return a bound; its unit is repeated only where the value has none."""
    if text is None:
        return word or ""
    own = "" if fact.unit else unit_words(text, unit)
    return f"{operator or ''}{text}{own}"


def _spread(text: str) -> str:
    """Return a spread; what the source does not name is called so."""
    return text.replace("unnamed", "interval not named", 1)


def _sort(*values: float | None) -> str:
    known = [value for value in values if value is not None]
    return f"{known[0]:g}" if known else ""
