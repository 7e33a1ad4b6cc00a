"""A small record of invented numbers, and ways to spoil it."""

RECORD = """\
id: doe-2024-drug
title: Drug X or chemotherapy
sources:
  jco24:
    kind: primary
    title: Drug X versus chemotherapy
    authors: [Doe J, Roe R]
    year: 2024
    doi: 10.1200/JCO.24.00001
    pmid: 38000001
    read: {Abstract: address not kept, Table 2: address not kept}
  page:
    kind: secondary
    about: jco24
    read: {Efficacy: "https://example.org/efficacy"}
design:
  type: [randomised]
  registration: [NCT01234567]
  enrolled: 2012-01 to 2019-12
population:
  disease: b-all
  setting: [relapsed]
  age: adults
defaults: {from: jco24 > Abstract, ci: 95%, effect-ci: 95%, p: two-sided, test: unstated}
groups:
  both: {n: 300, kind: cohort, counted: randomised, label: All}
  x: {n: 200, label: Drug X, gets: [blinatumomab]}
  chemo: {n: 100, label: Chemotherapy}
splits:
  arms: {of: both, parts: [x, chemo], by: randomisation}
outcomes:
  cr:
    share: {x: 68 34.0% (28.0 to 39.5), chemo: 16%}
    compare: {x vs chemo: p<0.001}
  os:
    origin: randomisation
    median: {x: 7.7 mo (5.6 to 9.6), chemo: 4.0 mo (2.8 to 5.3)}
    compare: {x vs chemo: HR 0.71 (0.55 to 0.93) p=0.01}
safety:
  table-2:
    from: jco24 > Table 2
    counted: safety
    columns: [x, chemo]
    rows:
      vod-sos 3+: [3/198, 1/96]
conclusion: X is better.
limitations: [open label]
curation:
  status: extracted
  extracted: {by: reader-1, date: 2024-05-01}
  interests: none declared
"""
PATH = "2024/doe-2024-drug.yml"


def spoiled(*replacements: tuple[str, str]) -> str:
    """Return the record with each old text replaced; an old text that is absent is an error."""
    text = RECORD
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the record"
        text = text.replace(old, new)
    return text
