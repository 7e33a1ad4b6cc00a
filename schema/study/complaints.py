"""From Pydantic's errors to complaints in the words of the project."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from schema.problems import Complaint, nearest
from schema.study.base import kind_of

_EXPECTED = {
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "list_type": "a list",
    "string_type": "a text",
}


def complaints(error: ValidationError) -> list[Complaint]:
    """Return one complaint for each error."""
    return [_complaint(found) for found in error.errors(include_url=False)]


def _complaint(found: Any) -> Complaint:
    context: Mapping[str, Any] = found.get("ctx", {})
    loc = tuple(found["loc"])
    if "at_key" in context:
        return _own(loc, found["type"], context)
    translate = _TRANSLATIONS.get(found["type"], _other)
    return translate(loc, found)


def _own(loc: tuple[str | int, ...], code: str, context: Mapping[str, Any]) -> Complaint:
    key_step = loc and loc[-1] == "[key]"
    return Complaint(
        loc[:-1] if key_step else loc,
        code,
        context["message"],
        context["allowed"],
        context["nearest"],
        0 if key_step else context["offset"],
        at_key=bool(key_step or context["at_key"]),
    )


def _missing(loc: tuple[str | int, ...], _found: Any) -> Complaint:
    message = f"the key `{loc[-1]}` is missing"
    return Complaint(loc, "missing-key", message, f"{loc[-1]}: ...", at_key=True)


def _literal(loc: tuple[str | int, ...], found: Any) -> Complaint:
    allowed = found["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
    text = str(found["input"])
    near = nearest(text, allowed.split(", "))
    return Complaint(loc, "not-allowed", f"`{text}` is not allowed", allowed, near)


def _too_short(loc: tuple[str | int, ...], _found: Any) -> Complaint:
    return Complaint(loc, "no-value", "nothing stands here", "at least one entry")


def _wrong_type(loc: tuple[str | int, ...], found: Any) -> Complaint:
    message = f"this is {kind_of(found['input'])}"
    return Complaint(loc, "wrong-type", message, _EXPECTED[found["type"]])


def _other(loc: tuple[str | int, ...], found: Any) -> Complaint:
    return Complaint(loc, "not-allowed", found["msg"])


_TRANSLATIONS: Mapping[str, Callable[[tuple[str | int, ...], Any], Complaint]] = {
    "missing": _missing,
    "literal_error": _literal,
    "too_short": _too_short,
    **dict.fromkeys(_EXPECTED, _wrong_type),
}
