/* Matching: pure functions from what studies bring to rows of one result in several studies. */

export const SECTIONS = ["baseline", "outcomes", "effects", "safety"];

/** Rows of a section by key: [{title, what, measure, family, timed, cells: [lines or null per study]}]. */
export function aligned(studies, section) {
  const found = new Map();
  studies.forEach((study, place) => {
    for (const row of study.rows) {
      if (row.section !== section) continue;
      const same = found.get(row.key) ?? { ...row, lines: undefined, cells: studies.map(() => null) };
      same.cells[place] = row.lines;
      same.timed ||= row.timed;
      found.set(row.key, same);
    }
  });
  return [...found.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

export const matched = (rows) => rows.filter((row) => row.cells.filter(Boolean).length > 1);

/** What only one study reports, as rows with the place of that study. */
export function alone(rows) {
  return rows
    .filter((row) => row.cells.filter(Boolean).length === 1)
    .map((row) => ({ ...row, place: row.cells.findIndex(Boolean) }));
}

/** Rows under their measure, in order. */
export function byMeasure(rows) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.measure)) found.set(row.measure, { measure: row.measure, title: row.title, family: row.family, rows: [] });
    found.get(row.measure).rows.push(row);
  }
  return [...found.values()];
}

const same = (texts) => new Set(texts).size < 2;

/** How texts of several studies stand to each other: "same", "differ", or "partly" where one says nothing. */
export function agreement(texts) {
  const said = texts.filter(Boolean);
  if (!same(said)) return "differ";
  return said.length === texts.length || !said.length ? "same" : "partly";
}

/** Traits of all studies side by side, with how they agree. */
export function traits(studies) {
  return studies[0].traits.map(({ name, compared }, index) => {
    const cells = studies.map((study) => study.traits[index].values);
    const said = cells.map((values) => [...values].sort().join("; "));
    return { name, cells, agreement: compared ? agreement(said) : "same" };
  });
}

/** Definitions of a measure: the terms any study states, with their texts and how they agree. */
export function definitions(studies, measure, places) {
  const terms = new Map();
  const own = studies.map((study) => new Map(study.definitions[measure] ?? []));
  for (const said of own) for (const term of said.keys()) terms.set(term, null);
  return [...terms.keys()].map((term) => {
    const texts = own.map((said) => said.get(term) ?? "");
    return { term, texts, agreement: agreement(texts.filter((_, place) => places.has(place))) };
  });
}

/** How the studies of a row agree on who is counted: "same", "differ", or "partly" where one does not say. */
export function denominators(row) {
  const said = row.cells.filter(Boolean).map((lines) => [...new Set(lines.map((line) => line.counted ?? ""))].sort().join("; "));
  return agreement(said);
}
