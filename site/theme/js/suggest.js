/* A misspelt word finds its neighbour among names that the data holds. */

/** Number of letters to add, drop, change or swap. */
export function distance(a, b) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}

function correct(word, words) {
  if (word.length < 5 || words.some((known) => known.startsWith(word))) return word;
  const reach = word.length > 7 ? 2 : 1;
  const best = words
    .filter((known) => known.length > 3 && Math.abs(known.length - word.length) <= reach)
    .map((known) => [distance(word, known), known])
    .filter(([steps]) => steps <= reach)
    .sort(([a], [b]) => a - b)[0];
  return best ? best[1] : word;
}

/** The text with its words corrected, or null where nothing is near. */
export function nearest(text, words) {
  const corrected = text.toLowerCase().split(/\s+/).map((word) => correct(word, words)).join(" ");
  return corrected === text.toLowerCase() ? null : corrected;
}
