"""What a record may say: reading it safely, checking it, and writing out what it means.

Pure: Pydantic, PyYAML and the standard library; no database and no network, so that the same code
runs in a browser.

    reading       bytes -> mappings, lists and texts, with line and column
    spelling      what people write, and how the format spells it
    cells         the grammar of one cell
    terms         the vocabularies
    study         the models of a record
    glossary      the vocabularies checked: their models, relations, words that mean two things
    links         what one record says must hang together
    facts         a record with everything inherited written out
    exact         rounding intervals, sums of counts, intervals and tests of proportions
    checks        the numbers of a record held against each other
    seals         what a second reader verified, and whether it still means the same
    validation    files -> studies and problems
    report        problems -> text, JSON, GitHub annotations
    json_schema   the models -> study.schema.json, for editors
"""
