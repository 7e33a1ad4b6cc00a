"""How people write what the format spells in one way only: foreign digits, Roman grades, `vs.`.

Each function returns the spelling of the format, or the text as it is when it knows none.
"""

import re
import unicodedata

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_UNITS = {
    "year": "y", "years": "y", "yr": "y", "yrs": "y", "month": "mo", "months": "mo", "mos": "mo",
    "week": "wk", "weeks": "wk", "day": "d", "days": "d", "hour": "h", "hours": "h",
}  # fmt: skip
# Abbreviations that mean two things; only the source tells which.
AMBIGUOUS = {
    "NR": "not reached, or not reported",
    "NA": "not applicable, or not reported",
    "ND": "not reported, or not applicable",
    "-": "blank, not reported, or not applicable",
}


def plain_digits(text: str) -> str:
    """Return the text with the digits of all scripts as 0 to 9."""
    return "".join(str(unicodedata.decimal(each, each)) for each in text)


def whole_number(text: str) -> str:
    """Return a count without separators of thousands: `1,300` and `1 300` are 1300."""
    plain = plain_digits(text)
    in_thousands = re.fullmatch(r"[0-9]{1,3}([ ,][0-9]{3})+", plain)
    return re.sub("[ ,]", "", plain) if in_thousands else plain


def grade(text: str) -> str:
    """Return a grade as the format writes it: `>=3`, `III` and `grade 3` are `3+`, `3` and `3`."""
    text = plain_digits(text).removeprefix("grade ")
    steps = [_ROMAN.get(part, part) for part in re.split(r"[-\u2013]", text)]
    joined = "-".join(steps)
    at_least = re.fullmatch(r"(?:>=|\u2265) ?([0-9])|([0-9]) or (?:higher|more|worse)", joined)
    return f"{at_least[1] or at_least[2]}+" if at_least else joined


def phase(text: str) -> str:
    """Return the phase of a trial in Arabic digits: `III`, `phase I/II` are `3`, `1/2`."""
    bare = re.sub("^phase ", "", plain_digits(text), flags=re.IGNORECASE)
    parts = re.fullmatch(r"(I{1,3}|IV)([ab]?)(?:([/-])(I{1,3}|IV)([ab]?))?", bare)
    if parts is None:
        return bare
    first, letter, sign, second, other = (part or "" for part in parts.groups())
    return f"{_ROMAN[first]}{letter}{sign}{_ROMAN.get(second, '')}{other}"


def table(text: str) -> str:
    """Return the key of a table with the units of the format: `at 12 months` is `at 12 mo`."""
    found = re.fullmatch(r"(at|rmst to) ([0-9.]+)[ -]?([a-z]+)", plain_digits(text))
    if found is None:
        return text
    return f"{found[1]} {found[2]} {_UNITS.get(found[3], found[3])}"


def column(text: str) -> str:
    """Return the key of a comparison with `vs` between its groups."""
    return re.sub(r" (?:versus|vs\.|v|v\.|against) ", " vs ", text)


def ambiguous(text: str) -> str:
    """Return what an abbreviation may mean, or an empty text."""
    return AMBIGUOUS.get(text.upper().replace("/", "").replace(".", ""), "")
