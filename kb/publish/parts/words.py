"""How ids, dates, times and counts read in a sentence. Nothing here touches a printed number."""

import re
from collections.abc import Iterable

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TIMES = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "y": "year"}
# Ids are in small letters; none of these occurs in one as a plain word.
_ABBREVIATIONS = {
    word.lower(): word
    for word in (
        "ABL1", "ASCO", "ASH", "BCR", "CNS", "CR", "CRi", "CRh", "CRS", "CSF", "DFS", "DOR", "ECOG",
        "EFS", "EHA", "HCT", "HLA", "HLH", "HSCT", "ICANS", "IKZF1", "ITT", "KMT2A", "LBL", "MRD",
        "OS", "PBX", "Ph", "PS", "RFS", "SCT", "SOS", "TBI", "TKI", "TRM", "VOD", "WBC",
    )
}  # fmt: skip
_CODE = re.compile("`([^`]*)`")
_NUMBERED = re.compile(r"(?:[a-z]{1,3}|asco|ebmt)\d+[a-z]?")  # cd19, c1, b2m, ash22
_SILENT = ("fraction", "grade", "score")  # the measure says so already
_COUNTED = ("cycles", "lines", "doses", "events")


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def spaced(name: str) -> str:
    """Return an id as words, abbreviations in capitals.

    Example:
        >>> spaced("relapse-after-cr"), spaced("cd19-negative")
        ('relapse after CR', 'CD19 negative')
    """
    return " ".join(map(_cased, name.split("-")))


def _cased(word: str) -> str:
    return _ABBREVIATIONS.get(word, word.upper() if _NUMBERED.fullmatch(word) else word)


def quoted(text: str) -> str:
    """Return a message of the checks with its `code` in quotation marks, as prose has it."""
    return _CODE.sub("“\\1”", text)


def thousands(n: int) -> str:
    """Return a count of ours with a comma at each thousand."""
    return f"{n:,}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """Return a count of ours with its noun.

    Example:
        >>> counted(1, "study", "studies"), counted(1200, "patient")
        ('1 study', '1,200 patients')
    """
    return f"{thousands(n)} {noun if n == 1 else plural or noun + 's'}"


def listed(items: Iterable[str]) -> str:
    """Return items as one reads them.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    *most, last = [*items] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def time_words(time: str) -> str:
    """Return a time as printed with its unit as a word.

    Example:
        >>> time_words("1 y"), time_words("24 mo"), time_words("unstated")
        ('1 year', '24 months', 'a time not stated')
    """
    number, _, unit = time.partition(" ")
    if unit not in _TIMES:
        return "a time not stated" if time == "unstated" else time
    return f"{number} {_TIMES[unit]}{'' if number == '1' else 's'}"


def date_words(date: str) -> str:
    """Return a year, month or day in words.

    Example:
        >>> date_words("2012-01"), date_words("2022-04-11"), date_words("2019")
        ('January 2012', '11 April 2022', '2019')
    """
    parts = date.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return date
    year, *rest = parts
    if rest and not 1 <= int(rest[0]) <= 12:
        return date
    day = [str(int(part)) for part in rest[1:]]
    month = [_MONTHS[int(part) - 1] for part in rest[:1]]
    return " ".join([*day, *month, year])


def unit_words(number: str, unit: str | None) -> str:
    """Return what follows a printed number: `%` without a space, one cycle without an s."""
    if not unit or unit in _SILENT:
        return ""
    if unit == "%":
        return unit
    return " " + (unit[:-1] if unit in _COUNTED and number == "1" else unit)


def age_words(low: int | None, high: int | None) -> str:
    """Return age limits in years, empty where there is none."""
    if low is not None and high is not None:
        return f"{low} to {high} years"
    if low is not None:
        return f"{low} years or older"
    return f"up to {high} years" if high is not None else ""
