/* Pages by their names, with the numbers that were meant. Two small files beside the search page hold them, see
   kb/publish/pages/search.py: they answer before Pagefind does, and let facets work without a word. */
import { isMeant, Numbers, offered } from "./numbers.js";
import { nearest } from "./suggest.js";
import { coverage, fit, isFormOf, telling, wordsOf } from "./words.js";

const MOST = 6; // results of our own
const BESIDE = 3; // numbers under each
const CROSSED = 0.98; // the score of a drug and a measure: below a page of which that is the name
const STRAYED = 0.4; // the same where words are left that say something else, such as a study

const read = async (folder, name) => (await fetch(new URL(name, folder))).json();

/** Read both files in the folder of the search page. */
export async function load(folder) {
  const [pages, numbers] = await Promise.all([read(folder, "pages.json"), read(folder, "numbers.json")]);
  return new Finder(pages, numbers);
}

class Finder {
  constructor({ facets, subjects, pages }, numbers) {
    const about = subjects.map((text) => wordsOf(text));
    this.pages = pages.map(([path, kind, title, summary, text, names, subject, measures, places], place) => ({
      place, path, kind, title, summary, text,
      called: names[0],
      names: names.map((name) => wordsOf(name)),
      about: subject.map((each) => about[each]),
      measures: new Set(measures),
      said: wordsOf(title),
      facets: [["Kind", kind], ...places.map((facet) => facets[facet])],
    }));
    this.numbers = new Numbers(numbers, this.pages);
    const names = this.pages.flatMap((page) => page.names);
    this.kept = new Set(names.filter((name) => name.length === 1).flat());
    this.around = [...new Set(about.flat())];
    this.words = [...new Set([...names.flat(), ...about.flat(), ...this.numbers.words()])].sort();
  }

  /** The text with misspelt words corrected, or null. */
  correct(text) {
    return nearest(this.telling(text), this.words);
  }

  /** The text for Pagefind: without words that tell nothing. */
  telling(text) {
    return telling(text, this.kept);
  }

  /** Results for a text under facets, the best first: `{page, path, title, numbers}`. */
  find(text, chosen) {
    const typed = wordsOf(text, this.kept);
    if (!typed.length) return [];
    const rated = this.numbers.rated(typed);
    const numbers = rated.filter(({ fitted }) => fitted === typed.length).filter((each) => this.allowed(each, chosen));
    const crossed = this.crossed(typed, rated, chosen);
    const isAnswered = crossed.some(({ score }) => score === CROSSED);
    const hits = [...crossed, ...this.named(typed, numbers), ...(isAnswered ? [] : this.counted(numbers))];
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

  /** A treatment and a measure in one breath. */
  crossed(typed, rated, chosen) {
    return this.whole("Treatment", typed).flatMap(([treatment, name]) =>
      this.inside(treatment, typed.filter((word) => !name.includes(word)), rated, chosen),
    );
  }

  /** Of measures, those of which most words are typed; settings and kinds of measures may stand beside them. */
  inside(treatment, rest, rated, chosen) {
    const measures = this.whole("Measure", rest);
    const most = Math.max(...measures.map(([, name]) => name.length));
    return measures.filter(([, name]) => name.length === most).flatMap(([measure, name]) => {
      const strayed = rest.some((word) => !name.includes(word) && !fit(word, this.around));
      const numbers = rated.filter((number) => number.measure === measure.place && this.allowed(number, chosen));
      const hit = this.crossing(treatment, measure, numbers);
      return hit ? [{ ...hit, score: strayed ? STRAYED : CROSSED }] : [];
    });
  }

  /** Pages of one kind of which every word of a name is typed, with the longest such name. */
  whole(kind, typed) {
    const found = this.pages.filter((page) => page.kind === kind).map((page) => [page, longest(page, typed)]);
    return found.filter(([, name]) => name.length);
  }

  /** The place of a measure on the page of a treatment, or where it does not stand there, the page of the measure. */
  crossing(treatment, measure, numbers) {
    const own = numbers.filter((each) => each.measure === measure.place && each.treatments.includes(treatment.place));
    if (!own.length) return null;
    const hit = { numbers: offered(own) };
    if (!treatment.measures.has(measure.place)) return { ...hit, page: measure, path: measure.path };
    const path = `${treatment.path}#measure-${measure.path.split("/").at(-2)}`;
    return { ...hit, page: treatment, path, title: `${treatment.title}: ${measure.title}` };
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

/** The longest name of a page of which every word is typed, as words. */
function longest(page, typed) {
  const whole = page.names.filter((name) => name.every((word) => typed.includes(word)));
  return whole.reduce((most, name) => (name.length > most.length ? name : most), []);
}

/** Whether a result of Pagefind is about the text: it falls back to words that only begin as one that it does not know. */
export function isAbout(data, text) {
  const marked = [...data.excerpt.matchAll(/<mark>(.*?)<\/mark>/gs)].map(([, word]) => word);
  const said = wordsOf([...marked, ...Object.values(data.meta)].join(" "));
  return wordsOf(text).some((typed) => said.some((word) => isFormOf(word, typed)));
}
