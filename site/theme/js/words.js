/* What is typed against what is written, word by word. */
const PREFIXES = /https?:\/\/(dx\.)?doi\.org\/|\bdoi:|\bpmid\b:?/gi; // what people put before an identifier

/** A text as one searches it: without accents, in lower case. */
export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** The words of a text. */
export function wordsOf(text) {
  return fold(text).replace(PREFIXES, " ").match(/[\p{L}\d]+/gu) ?? [];
}

/** How well a typed word fits the best of some words: 1 for the word itself, 0.5 for its beginning, else 0. */
export function fit(typed, words) {
  let most = 0;
  for (const word of words) {
    if (word === typed) return 1;
    if (typed.length > 1 && word.startsWith(typed)) most = 0.5;
  }
  return most;
}

/** How much of a name is typed, 0 to 1; 0 where a typed word is not in it. */
export function coverage(typed, name) {
  const fits = typed.map((word) => fit(word, name));
  const sum = fits.reduce((all, each) => all + each, 0);
  return fits.includes(0) ? 0 : sum / Math.max(name.length, typed.length);
}
