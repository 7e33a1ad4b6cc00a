/* Pages by their names, with the numbers that were meant. Two small files beside the search page hold them, see
   kb/publish/pages/search.py: they answer before Pagefind does, and let facets work without a word. */
import { isMeant, Numbers } from "./numbers.js";
import { nearest } from "./suggest.js";
import { coverage, wordsOf } from "./words.js";

const MOST = 6; // results of our own
const BESIDE = 3; // numbers under each

const read = async (folder, name) => (await fetch(new URL(name, folder))).json();

/** Read both files in the folder of the search page. */
export async function load(folder) {
  const [pages, numbers] = await Promise.all([read(folder, "pages.json"), read(folder, "numbers.json")]);
  return new Finder(pages, numbers);
}

class Finder {
  constructor({ facets, pages }, numbers) {
    this.pages = pages.map(([path, kind, title, summary, text, names, places], place) => ({
      place, path, kind, title, summary, text,
      called: names[0],
      names: names.map(wordsOf),
      said: wordsOf(title),
      facets: [["Kind", kind], ...places.map((facet) => facets[facet])],
    }));
    this.numbers = new Numbers(numbers, this.pages);
    this.words = [...new Set([...this.pages.flatMap((page) => page.names.flat()), ...this.numbers.words()])].sort();
  }

  /** The text with misspelt words corrected, or null. */
  correct(text) {
    return nearest(text, this.words);
  }

  /** Results for a text under facets, the best first: `{page, path, title, numbers}`. */
  find(text, chosen) {
    const typed = wordsOf(text);
    if (!typed.length) return [];
    const numbers = this.numbers.matching(typed).filter((number) => this.allowed(number, chosen));
    const crossed = this.crossed(typed, numbers);
    const hits = [...crossed, ...this.named(typed, numbers), ...(crossed.length ? [] : this.counted(numbers))];
    const best = new Map();
    for (const hit of hits.sort((a, b) => b.score - a.score)) if (!best.has(hit.path)) best.set(hit.path, hit);
    return [...best.values()]
      .filter(({ page }) => passes(page, chosen))
      .slice(0, MOST)
      .map((hit) => ({ ...hit, numbers: hit.numbers.slice(0, BESIDE).map((number) => this.shown(number, hit.page)) }));
  }

  /** Every page under facets alone. */
  under(chosen) {
    return this.pages.filter((page) => passes(page, chosen)).map((page) => ({ page, path: page.path, numbers: [] }));
  }

  /** How many pages each value of each facet has, as Pagefind says it. */
  totals() {
    const found = {};
    for (const [name, value] of this.pages.flatMap((page) => page.facets)) {
      found[name] ??= {};
      found[name][value] = (found[name][value] ?? 0) + 1;
    }
    return found;
  }

  /** Pages of which a name holds every word, or at half the worth, the title; a study brings its numbers. */
  named(typed, numbers) {
    return this.pages.flatMap((page) => {
      const score = Math.max(...page.names.map((name) => coverage(typed, name)), coverage(typed, page.said) / 2);
      const own = page.kind === "Study" ? numbers.filter(({ study }) => study === page.place) : [];
      return score < 0.25 ? [] : [{ page, path: page.path, score, numbers: own }];
    });
  }

  /** A treatment and a measure in one breath: the place of the measure on the page of the treatment. */
  crossed(typed, numbers) {
    return this.pages
      .filter((page) => page.kind === "Treatment")
      .flatMap((treatment) =>
        treatment.names
          .filter((name) => name.length < typed.length && name.every((word) => typed.includes(word)))
          .flatMap((name) => this.inside(treatment, typed.filter((word) => !name.includes(word)), numbers)),
      );
  }

  inside(treatment, rest, numbers) {
    const isNamed = (page) => page.kind === "Measure" && page.names.some((name) => coverage(rest, name) === 1);
    return this.pages.filter(isNamed).flatMap((measure) => {
      const own = numbers.filter((each) => each.measure === measure.place && each.treatments.includes(treatment.place));
      const path = `${treatment.path}#measure-${measure.path.split("/").at(-2)}`;
      const title = `${treatment.title}: ${measure.title}`;
      return own.length ? [{ page: treatment, path, title, score: 0.98, numbers: spread(own) }] : [];
    });
  }

  /** Studies with numbers that were meant. */
  counted(numbers) {
    const hits = new Map();
    for (const number of numbers.filter(isMeant)) {
      const page = this.pages[number.study];
      const hit = hits.get(page) ?? { page, path: page.path, score: number.score * 0.45, numbers: [] };
      hit.numbers.push(number);
      hits.set(page, hit);
    }
    return hits.values();
  }

  /** A number passes the facets of its study, and that of measures by itself. */
  allowed({ study, measure }, chosen) {
    const { Measure, ...others } = Object.fromEntries(chosen);
    const ofStudy = new Map(Object.entries(others).filter(([name]) => name !== "Kind"));
    return passes(this.pages[study], ofStudy) && (!Measure || passes(this.pages[measure], new Map([["Measure", Measure]])));
  }

  /** A number as it stands under a page, which need not say its own name again. */
  shown({ study, what, group, printed, marks, fragment }, under) {
    const page = this.pages[study];
    const about = [what, group, page === under ? "" : page.called].filter(Boolean).join(" · ");
    return { printed, marks, about, href: `${page.path}#${fragment}` };
  }
}

/** Values of one facet widen, facets narrow each other. */
function passes(page, chosen) {
  return [...chosen].every(([name, values]) => page.facets.some(([facet, value]) => facet === name && values.has(value)));
}

/** Numbers in the order of the file: the first of each study, then the others. */
function spread(numbers) {
  const studies = new Set();
  numbers.sort((a, b) => a.order - b.order);
  const first = numbers.filter(({ study }) => !studies.has(study) && studies.add(study));
  return [...first, ...numbers.filter((number) => !first.includes(number))];
}
