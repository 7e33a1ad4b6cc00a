/* A misspelt word finds its neighbour among the names of treatments, measures and populations. */
const NAMES = ["Treatment", "Measure", "Population"];

/** The words of the facet values, in lower case. */
export function vocabulary(filters) {
  const names = NAMES.flatMap((name) => Object.keys(filters[name] ?? {}));
  return [...new Set(names.join(" ").toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? [])].sort();
}

/** Number of letters to add, drop or change. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

function correct(word, words) {
  const reach = word.length > 7 ? 2 : 1;
  const best = words
    .map((known) => [distance(word, known), known])
    .filter(([steps]) => steps <= reach)
    .sort(([a], [b]) => a - b)[0];
  return word.length < 4 || !best ? word : best[1];
}

/** The text with its words corrected, or null where nothing is near. */
export function nearest(text, words) {
  const corrected = text.toLowerCase().split(/\s+/).map((word) => correct(word, words)).join(" ");
  return corrected === text.toLowerCase() ? null : corrected;
}
