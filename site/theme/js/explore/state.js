/* The whole view in the address: facets by name, ranges as `2015..2024`, sort, columns, page.

   state = { q, chosen: Map of facet to Set of values, ranges: { year: [low, high] }, sort: { id, down },
             columns: [ids], view: "table" or "figure", page } */
import { append, tick } from "../chosen.js";
import { RANGES } from "./engine.js";

const VIEWS = ["table", "figure"];

export const emptyState = (columns) => ({
  q: "", chosen: new Map(), ranges: {}, sort: { id: null, down: false }, columns, view: "table", page: 1,
});

/** Read an address. What it asks for and is not there is left out and told in `unknown`. */
export function readAddress(search, engine, columns) {
  const state = emptyState(columns.filter((column) => column.shown).map((column) => column.id));
  const unknown = [];
  const readers = { q: readText, sort: readSort, cols: readColumns, view: readView, page: readPage };
  const context = { state, engine, columns };
  for (const [name, value] of new URLSearchParams(search)) {
    const read = readers[name] ?? (name in RANGES ? readRange : readFacet);
    if (!read(context, value, name)) unknown.push(`${name} = ${value}`);
  }
  if (state.ranges.value && state.chosen.get("unit")?.size !== 1) {
    delete state.ranges.value;
    unknown.push("value: needs one unit");
  }
  return { state, unknown };
}

function readText({ state }, value) {
  state.q = value;
  return true;
}

function readSort({ state, columns }, value) {
  const id = value.replace(/^-/, "");
  if (!columns.some((column) => column.id === id && column.sort)) return false;
  state.sort = { id, down: value.startsWith("-") };
  return true;
}

function readColumns({ state, columns }, value) {
  const asked = value.split(",");
  state.columns = columns.map((column) => column.id).filter((id) => asked.includes(id));
  return asked.every((id) => state.columns.includes(id));
}

function readView({ state }, value) {
  if (VIEWS.includes(value)) state.view = value;
  return VIEWS.includes(value);
}

function readPage({ state }, value) {
  if (!/^[1-9]\d{0,5}$/.test(value)) return false;
  state.page = Number(value);
  return true;
}

function readRange({ state }, value, name) {
  const bounds = value.split("..");
  const numbers = bounds.map((bound) => (bound.trim() === "" ? null : Number(bound)));
  const known = bounds.length === 2 && numbers.some((bound) => bound !== null);
  if (!known || numbers.some((bound) => bound !== null && !Number.isFinite(bound))) return false;
  state.ranges[name] = numbers;
  return true;
}

function readFacet({ state, engine }, value, name) {
  if (!engine.facet(name)?.data().ids.has(value)) return false;
  toggle(state, name, value, true);
  return true;
}

export function toggle(state, name, value, on) {
  tick(state.chosen, name, value, on);
  if (name === "unit" && state.chosen.get(name)?.size !== 1) delete state.ranges.value; // a value says nothing without its unit
}

/** The address of a state, `?...`, or empty for the first view. */
export function writeAddress(state, columns) {
  const query = new URLSearchParams();
  if (state.q.trim()) query.set("q", state.q.trim());
  append(query, state.chosen);
  for (const [name, [low, high]] of Object.entries(state.ranges)) query.set(name, `${low ?? ""}..${high ?? ""}`);
  if (state.sort.id) query.set("sort", `${state.sort.down ? "-" : ""}${state.sort.id}`);
  const usual = columns.filter((column) => column.shown).map((column) => column.id);
  if (String(usual) !== String(state.columns)) query.set("cols", state.columns.join(","));
  if (state.view !== "table") query.set("view", state.view);
  if (state.page > 1) query.set("page", state.page);
  return query.size ? `?${query}` : "";
}
