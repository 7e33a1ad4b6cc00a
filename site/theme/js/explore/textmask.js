/* Free text: a row matches when each word stands in one of its texts, or in another name of its terms. */
import { fold } from "../words.js";

const COLUMNS = [
  "name", "citation", "study", "population", "measure", "measure_name", "what", "about",
  "group_label", "treatments", "diseases", "counted", "evidence",
];
const folded = new WeakMap(); // dictionaries in lower case, by column

/** Texts of a column as one searches them; ids of terms bring their names and synonyms along. */
function searchable(table, name) {
  const column = table.column(name);
  if (!folded.has(column)) {
    const synonyms = table.described.words[name] ?? {};
    const facet = table.described.facets.find((each) => each.column === name);
    const also = (id) => `${facet?.labels[id] ?? ""} ${synonyms[id] ?? ""}`;
    folded.set(column, column.values.map((text) => {
      if (text === null) return "";
      const ids = text.startsWith("[") ? JSON.parse(text) : [text];
      return fold([text, ...ids.map(also)].join(" "));
    }));
  }
  return folded.get(column);
}

export function textMask(table, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const mask = new Uint8Array(table.rows).fill(1);
  for (const word of words) {
    const found = new Uint8Array(table.rows);
    for (const name of COLUMNS) mark(found, table.column(name).codes, searchable(table, name), word);
    for (let row = 0; row < mask.length; row++) mask[row] &= found[row];
  }
  return mask;
}

function mark(found, codes, texts, word) {
  const hits = Uint8Array.from(texts, (text) => (text.includes(word) ? 1 : 0));
  if (!hits.includes(1)) return;
  for (let row = 0; row < found.length; row++) found[row] |= hits[codes[row]];
}
