/* Numbers by what they are about: study, measure, treatment, group, and the populations and settings of the study. */
import { fit, wordsOf } from "./words.js";

const STUDY = 1;
const WHAT = 2;
const TREATMENT = 4;
const GROUP = 8;
const SETTING = 16;
const UNSAID = 3; // the last of `Doubt` in kb/publish/parts/previews.py

export class Numbers {
  /** `pages` are those that numbers point at by their place. */
  constructor({ about, groups, rows }, pages) {
    const names = (place) => pages[place].names.flat();
    const beside = (place) => pages[place].about.flat();
    this.pages = pages;
    this.about = about.map(([study, measure, what]) => ({
      study, measure, what,
      fits: [
        [STUDY, names(study)],
        [WHAT, [...wordsOf(what), ...names(measure), ...beside(measure)]],
        [SETTING, beside(study)],
      ],
    }));
    this.groups = groups.map(([group, treatments]) => ({
      group, treatments,
      fits: [[TREATMENT, treatments.flatMap(names)], [GROUP, wordsOf(group)]],
    }));
    this.rows = rows;
  }

  /** The words of all groups, for whoever mends spelling. */
  words() {
    return this.groups.flatMap(({ group }) => wordsOf(group));
  }

  /** Every number with how many typed words it is about; the best first, equal ones in the order of the file. */
  rated(typed) {
    const abouts = this.about.map(({ fits }) => fitting(typed, fits));
    const groups = this.groups.map(({ fits }) => fitting(typed, fits));
    const found = [];
    for (const [order, [about, group, printed, marks, fragment, doubt = 0]] of this.rows.entries()) {
      const both = typed.map((_, index) => together(abouts[about][index], groups[group][index]));
      const fitted = both.filter(({ score }) => score).length;
      const close = both.reduce((bits, each) => bits & each.where, ~0) ? 0.1 : 0; // all words in one place
      const score = both.reduce((sum, each) => sum + each.score, 0) / typed.length + close;
      const where = both.reduce((bits, each) => bits | each.where, 0);
      const numbers = { printed, marks, fragment, doubt, order, fitted, score, where };
      found.push({ ...this.about[about], ...this.groups[group], ...numbers });
    }
    return found.sort((a, b) => isUnsaid(a) - isUnsaid(b) || b.score - a.score);
  }
}

/** Whether a number was meant: a name of its study or drug alone, or of its measure alone, means a page. */
export function isMeant({ where }) {
  const whom = where & (STUDY | TREATMENT | GROUP);
  return where & WHAT ? Boolean(whom) : Boolean(where & GROUP) && !(where & SETTING);
}

const isUnsaid = ({ doubt }) => doubt === UNSAID;

/** The order in which numbers of one drug and measure are offered, see `Doubt`; the first of each study comes first. */
export function offered(numbers) {
  const sorted = numbers
    .map((number) => [[isUnsaid(number), -number.fitted, number.doubt, number.treatments.length, number.order], number])
    .sort(([a], [b]) => differs(a, b))
    .map(([, number]) => number);
  const studies = new Set();
  const isFirst = (number) => !isUnsaid(number) && !studies.has(number.study) && studies.add(number.study);
  const first = new Set(sorted.filter(isFirst));
  return [...first, ...sorted.filter((number) => !first.has(number))];
}

const differs = (a, b) => a.reduce((found, key, place) => found || key - b[place], 0);

/** For each typed word how well it fits, and where. */
function fitting(typed, places) {
  return typed.map((word) => {
    const found = places
      .map(([where, words]) => ({ where, score: fit(word, words) * (where === SETTING ? 0.5 : 1) }))
      .filter(({ score }) => score);
    return found.reduce(together, { where: 0, score: 0 });
  });
}

const together = (a, b) => ({ score: Math.max(a.score, b.score), where: a.where | b.where });
