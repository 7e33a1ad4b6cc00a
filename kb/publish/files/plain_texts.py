"""Plain texts at the root of the site for those who read by machine: llms.txt and robots.txt."""

from kb.publish.files.about import CAUTION, cite
from kb.publish.files.reading import Reading
from kb.publish.files.tables import every_table
from kb.publish.parts.words import counted, thousands


def llms(reading: Reading, address: str) -> str:
    """Return what this is, where the data are, and what to be careful about."""
    counts = reading.base.counts()
    main = [table for table in every_table() if table.part == "main"]
    tables = "\n".join(f"- [{t.name}]({address}data/{t.name}.csv): {t.grain}" for t in main)
    much = f"{counted(counts.studies, 'study', 'studies')}, {thousands(counts.numbers)} numbers"
    return f"""# {reading.meta.title}

> Published outcomes in acute lymphoblastic leukaemia (ALL), copied as printed, each number with
> its denominator, interval, source and place. {much}.

{CAUTION}

- Licence of the data: {reading.meta.licence}, {reading.meta.licence_url}
- Data version: {reading.meta.data_version}
- Cite: {cite(reading.meta)}
  Cite the original report of every result as well.
- `value_text` is the number as printed, `value` the same as a float, `value_canonical` in months or
  per cent. Reported, derived and digitised values stand in different tables and keys.
- A study reports one group many times, by subgroup, data cut, definition: add no rows up.
- `post_baseline` groups invite immortal-time bias; `secondary_only`, `status` and `retracted` say
  what to leave out.

## API

- [Index]({address}api/v1/index.json): all addresses
- [Studies]({address}api/v1/studies.json): one row for each study
- {address}api/v1/studies/<id>.json: everything about one study
- [Measures]({address}api/v1/measures.json)
- {address}api/v1/measures/<id>.json: all results of one measure
- [Treatments]({address}api/v1/treatments.json) and [populations]({address}api/v1/populations.json)
- [OpenAPI]({address}api/v1/openapi.json)

## Tables

{tables}
- [Descriptor of all tables]({address}data/datapackage.json): columns, types, units, keys
- [SQLite database]({address}data/kb.sqlite): all of it in one file

## Pages

- [Data]({address}data/): files, columns, checksums, changes
- [Studies]({address}studies/)
- [Python API]({address}api/)
- [About and limits]({address}about/)
- [New and changed records]({address}feed.xml)
"""


def robots(address: str) -> str:
    """Return that everything may be read, and where the list of pages is."""
    site_map = f"Sitemap: {address}sitemap.xml\n" if address else ""
    return f"User-agent: *\nAllow: /\n{site_map}"
