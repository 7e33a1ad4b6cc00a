/* Numbers by what they are about: study, measure, treatment and group. */
import { fit, wordsOf } from "./words.js";

const STUDY = 1;
const WHAT = 2;
const TREATMENT = 4;
const GROUP = 8;

export class Numbers {
  /** `pages` are those that numbers point at by their place. */
  constructor({ about, groups, rows }, pages) {
    const names = (place) => pages[place].names.flat();
    this.pages = pages;
    this.about = about.map(([study, measure, what]) => ({
      study, measure, what,
      fits: [[STUDY, names(study)], [WHAT, [...wordsOf(what), ...names(measure)]]],
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

  /** Numbers about all that is typed, the best first; equal ones stay in the order of the file. */
  matching(typed) {
    const abouts = this.about.map(({ fits }) => fitting(typed, fits));
    const groups = this.groups.map(({ fits }) => fitting(typed, fits));
    const found = [];
    for (const [order, [about, group, printed, marks, fragment]] of this.rows.entries()) {
      const both = typed.map((_, index) => together(abouts[about][index], groups[group][index]));
      if (both.some(({ score }) => !score)) continue;
      const close = both.reduce((bits, each) => bits & each.where, ~0) ? 0.1 : 0; // all words in one place
      const score = both.reduce((sum, each) => sum + each.score, 0) / typed.length + close;
      const where = both.reduce((bits, each) => bits | each.where, 0);
      found.push({ ...this.about[about], ...this.groups[group], printed, marks, fragment, order, score, where });
    }
    return found.sort((a, b) => b.score - a.score);
  }
}

/** Whether a number was meant: a name of its study or drug alone, or of its measure alone, means a page. */
export const isMeant = ({ where }) => Boolean(where & (WHAT | GROUP)) && where !== WHAT;

/** For each typed word how well it fits, and where. */
function fitting(typed, places) {
  return typed.map((word) => {
    const found = places.map(([where, words]) => ({ where, score: fit(word, words) })).filter(({ score }) => score);
    return found.reduce(together, { where: 0, score: 0 });
  });
}

const together = (a, b) => ({ score: Math.max(a.score, b.score), where: a.where | b.where });
