/* What is typed against what is written, word by word. */
const PREFIXES = /https?:\/\/(dx\.)?doi\.org\/|\bdoi:|\bpmid\b:?/gi; // what people put before an identifier

/** A text as one searches it: without accents, in lower case. */
export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

// Words that ask or join, and tell pages nothing. "All" is no such word here: it is the disease.
const IDLE = new Set(
  ("a an and are as at be been by can did do does for from had has have how in is its many much of on or rate rates s " +
    "that the their there these this those to was were what when where which who whom whose why will with").split(" "),
);

const pieces = (text) => fold(text).replace(PREFIXES, " ").match(/[\p{L}\d]+/gu) ?? [];

/** The words of a text that tell something, or all where none does. Those in `kept` are names and always tell. */
export function wordsOf(text, kept = new Set()) {
  const words = pieces(text);
  const telling = words.filter((word) => !IDLE.has(word) || kept.has(word));
  return telling.length ? telling : words;
}

/** A text as typed, without words that tell nothing; what is quoted is meant word by word. */
export function telling(text, kept = new Set()) {
  if (text.includes('"')) return text;
  const left = text.split(/\s+/).filter((piece) => pieces(piece).some((word) => !IDLE.has(word) || kept.has(word)));
  return left.join(" ") || text;
}

/** Whether a word stands behind another, as in another form of it: it begins with it, or shares more than half. */
export function isFormOf(word, typed) {
  let shared = 0;
  while (shared < typed.length && word[shared] === typed[shared]) shared++;
  return shared > typed.length / 2;
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
