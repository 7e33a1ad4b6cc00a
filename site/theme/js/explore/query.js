/* A view in words: for its chips, for the head of a saved file, and for the title of a figure. */
import { counted, thousands } from "../phrases.js";

const RANGES = { year: "Year", n: "n", value: "Value" };

/** Filters that are set: [{ id, value, title, text }]; value is null where there is only one to take back. */
export function filtersOf(state, engine) {
  const found = [];
  if (state.q.trim()) found.push({ id: "q", value: null, title: "Words", text: `“${state.q.trim()}”` });
  for (const [id, values] of state.chosen) {
    const { title, data } = engine.facet(id);
    const { names, ids } = data();
    for (const value of values) found.push({ id, value, title, text: names[ids.get(value)] });
  }
  for (const [id, [low, high]] of Object.entries(state.ranges)) {
    found.push({ id, value: null, title: RANGES[id], text: bounds(low, high) });
  }
  return found;
}

function bounds(low, high) {
  if (low === null) return `up to ${high}`;
  return high === null ? `${low} or more` : `${low} to ${high}`;
}

/** Why a range holds nothing, if its upper bound is below its lower one. */
export function whyEmpty([low, high]) {
  return low !== null && high !== null && high < low ? `The upper bound, ${high}, is below the lower one, ${low}: no result can match.` : "";
}

/** One line for each filter: `Measure: Overall survival or Event-free survival`. */
export function queryLines(state, engine) {
  const lines = new Map();
  for (const { title, text } of filtersOf(state, engine)) lines.set(title, [...(lines.get(title) ?? []), text]);
  return [...lines].map(([title, texts]) => `${title}: ${texts.join(" or ")}`);
}

export function titleOf(state, engine) {
  return queryLines(state, engine).join("; ") || "All results";
}

/** Distinct studies of some rows. */
function studiesOf(table, rows) {
  const { codes, values } = table.column("study");
  const seen = new Uint8Array(values.length);
  for (const row of rows) seen[codes[row]] = 1;
  return seen.reduce((sum, flag) => sum + flag, 0);
}

export function sizeOf(table, rows) {
  const all = rows.length === table.rows ? "" : ` of ${counted(table.rows, "result")}`;
  const own = all ? thousands(rows.length) : counted(rows.length, "result");
  return `${own}${all}, ${counted(studiesOf(table, rows), "study", "studies")}`;
}
