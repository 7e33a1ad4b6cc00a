"""The fragment under which each number, group and source stands on the page of its study."""

from urllib.parse import quote, urlencode


def anchor(address: str) -> str:
    """Return the id of an element.

    Example:
        >>> anchor("outcomes/efs/at 1 y/bi")
        'outcomes.efs.at-1-y.bi'
    """
    return address.replace(" ", "-").replace("/", ".")


def fragment(address: str) -> str:
    """Return the link to an address on the same page.

    Example:
        >>> fragment("safety/table-3/crs 3+/blina")
        '#safety.table-3.crs-3+.blina'
    """
    return f"#{quote(anchor(address), safe='+@:,;=<>()')}"


def source_anchor(source: str) -> str:
    """Return the id of a source on the page of its study."""
    return anchor(f"sources/{source}")


def study_path(study: str, address: str = "") -> str:
    """Return the path of a study from the root of the site, or of one address in it."""
    return f"studies/{study}/{fragment(address) if address else ''}"


def term_path(vocabulary: str, term: str) -> str:
    """Return the path of a measure, treatment or population from the root of the site."""
    section = "populations" if vocabulary == "diseases" else vocabulary
    return f"{section}/{term}/"


def explore_path(**filters: str) -> str:
    """Return the path of the explore page with filters set.

    Example:
        >>> explore_path(measure="os")
        'explore/?measure=os'
    """
    return f"explore/?{urlencode(filters)}"
