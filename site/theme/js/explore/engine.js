/* Which rows fulfil all filters, and how many rows each value of each facet would leave.

   A filter is a mask: one byte for each row, 1 where the row passes. A facet widens itself and narrows the
   others, so its own counts hold the rows that fail at nothing but itself. */
import { textMask } from "./textmask.js";

export const RANGES = { year: "year", n: "n", value: "value" };

/** `table` as parquet.js returns it. */
export function makeEngine(table) {
  const facets = table.described.facets.map((facet) => ({ ...facet, data: once(() => prepare(table, facet)) }));
  return {
    facets,
    facet: (id) => facets.find((facet) => facet.id === id),
    run: memoised(table, facets),
    extent: (name) => extent(table.column(RANGES[name]).numbers),
  };
}

/** A folded facet costs nothing: what it needs is worked out when it is first asked for. */
function once(make) {
  let made;
  return () => (made ??= make());
}

/** Turn the codes of a column into values of the facet: a row has several where it holds a list. */
function prepare(table, facet) {
  const { codes, values } = table.column(facet.column);
  const ids = new Map(Object.keys(facet.labels).map((id, index) => [id, index]));
  const ofCode = values.map((text) => {
    if (text === null) return [];
    const own = facet.many ? JSON.parse(text) : [text];
    const all = new Set([...own, ...own.flatMap((id) => facet.above[id] ?? [])]);
    return [...all].map((id) => ids.get(id) ?? ids.set(id, ids.size).get(id));
  });
  const names = labels(table, facet, [...ids.keys()], codes, values);
  return { codes, ofCode, ids, values: [...ids.keys()], names };
}

/** Names of values: those of the description, or of the column that names them. */
function labels(table, facet, ids, codes, values) {
  if (!facet.named) return ids.map((id) => facet.labels[id] ?? id);
  const named = table.column(facet.named);
  const found = new Map();
  for (let row = 0; row < codes.length; row++) {
    if (!found.has(codes[row])) found.set(codes[row], named.values[named.codes[row]]);
  }
  const ofId = new Map([...found].map(([code, name]) => [values[code], name]));
  return ids.map((id) => ofId.get(id) ?? id);
}

function extent(numbers) {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return [low, high];
}

/** Filters that are set, each with a key that says what it asks for. */
function activeFilters(table, facets, state) {
  const found = [];
  for (const facet of facets) {
    const chosen = state.chosen.get(facet.id);
    if (chosen?.size) {
      const key = `${facet.id}=${[...chosen].sort().join("\n")}`;
      found.push({ id: facet.id, key, mask: () => facetMask(facet.data(), chosen) });
    }
  }
  for (const [id, [low, high]] of Object.entries(state.ranges)) {
    const key = `${id}:${low}..${high}`;
    found.push({ id, key, mask: () => rangeMask(table.column(RANGES[id]).numbers, low, high) });
  }
  if (state.q.trim()) found.push({ id: "q", key: `q ${state.q}`, mask: () => textMask(table, state.q) });
  return found;
}

function facetMask({ codes, ofCode, ids }, chosen) {
  const wanted = new Set([...chosen].map((id) => ids.get(id)));
  const allowed = Uint8Array.from(ofCode, (values) => (values.some((value) => wanted.has(value)) ? 1 : 0));
  const mask = new Uint8Array(codes.length);
  for (let row = 0; row < mask.length; row++) mask[row] = allowed[codes[row]];
  return mask;
}

/** A row without the number never passes. */
function rangeMask(numbers, low, high) {
  const mask = new Uint8Array(numbers.length);
  const [from, to] = [low ?? -Infinity, high ?? Infinity];
  for (let row = 0; row < mask.length; row++) mask[row] = numbers[row] >= from && numbers[row] <= to ? 1 : 0;
  return mask;
}

/** Masks of filters that did not change are kept from one run to the next. */
function memoised(table, facets) {
  let known = new Map();
  return (state) => {
    const filters = activeFilters(table, facets, state);
    known = new Map(filters.map(({ key, mask }) => [key, known.get(key) ?? mask()]));
    const { matching, nearly } = split(table.rows, filters.map(({ key }) => known.get(key)));
    const without = new Map(filters.map(({ id }, index) => [id, nearly[index]]));
    return { matching, without, counts: (id) => counts(facets.find((facet) => facet.id === id).data(), matching, without.get(id)) };
  };
}

/** Rows that pass all masks, and for each mask those that fail only there. */
function split(rows, masks) {
  const fails = new Uint8Array(rows);
  const blamed = new Uint8Array(rows);
  masks.forEach((mask, index) => {
    for (let row = 0; row < rows; row++) {
      if (!mask[row]) {
        fails[row]++;
        blamed[row] = index;
      }
    }
  });
  const matching = new Uint32Array(rows);
  const nearly = masks.map(() => []);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (!fails[row]) matching[count++] = row;
    else if (fails[row] === 1) nearly[blamed[row]].push(row);
  }
  return { matching: matching.subarray(0, count), nearly };
}

/** Rows by value of a facet, its own filter left out. */
function counts({ codes, ofCode, values }, matching, nearly = []) {
  const byCode = new Uint32Array(ofCode.length);
  for (const row of matching) byCode[codes[row]]++;
  for (const row of nearly) byCode[codes[row]]++;
  const found = new Uint32Array(values.length);
  byCode.forEach((count, code) => {
    if (count) for (const value of ofCode[code]) found[value] += count;
  });
  return found;
}
