"""The small record with a few more things to seal, and a seal for each of its numbers."""

from schema.reading import read_bytes
from schema.seals import Broken, Seal, digest, in_words, sealables
from schema.study import Study
from tests.schema.example import PATH, spoiled

RICH = spoiled(
    ("design:\n", "cuts: {final: {date: 2023-05-01}}\ndesign:\n"),
    ("outcomes:\n", "sets: {safety: {label: Treated, n: {x: 198, chemo: 96}}}\noutcomes:\n"),
    ("chemo: 16%}", "chemo: {is: 16%, also: {page > Efficacy: 16/100}}}"),
    (
        "    origin: randomisation\n",
        "    origin: randomisation\n    method: kaplan-meier\n    at 5 y: {x: 30% (24 to 36)}\n",
    ),
)
CR, OS, TABLE = "outcomes/cr", "outcomes/os", "safety/table-2/vod-sos 3+"
OF_X = {"groups/x", f"{CR}/share/x", f"{OS}/median/x", f"{OS}/at 5 y/x", f"{TABLE}/x"}
COMPARED = {f"{CR}/compare/x vs chemo", f"{OS}/compare/x vs chemo"}
IN_OS = {f"{OS}/median/x", f"{OS}/median/chemo", f"{OS}/at 5 y/x", f"{OS}/compare/x vs chemo"}


def study_of(text: str) -> Study:
    """Return the study in a text, whether or not its numbers agree with each other."""
    return Study.model_validate(read_bytes(text.encode(), PATH).tree)


def changed(*replacements: tuple[str, str]) -> Study:
    """Return the rich example with changes."""
    text = RICH
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the record"
        text = text.replace(old, new)
    return study_of(text)


def seal_all(study: Study) -> dict[str, Seal]:
    """Return a seal for every number of a study."""
    return {
        each.address: Seal(
            digest=digest(each.means), by="reader-2", date="2024-06-01", means=in_words(each.means)
        )
        for each in sealables(study)
    }


SEALS = seal_all(study_of(RICH))


def facets(broken: list[Broken]) -> dict[str, tuple[str, ...]]:
    """Return the changed facets by address."""
    return {each.address: each.changed for each in broken}
