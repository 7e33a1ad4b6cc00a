/* What a reader must know before reading across columns. */
import { callout, h } from "../dom.js";
import { listed } from "../phrases.js";
import { definitions, matched, traits } from "./align.js";

function shared(studies) {
  const ids = new Set(studies.map((study) => study.id));
  const pairs = studies.flatMap((study) =>
    study.overlaps.filter((other) => ids.has(other)).map((other) => [study.id, other].sort().join(" ")),
  );
  const names = new Map(studies.map((study) => [study.id, study.name]));
  return [...new Set(pairs)].map((pair) => listed(pair.split(" ").map((id) => names.get(id))));
}

function designs(studies) {
  const trials = studies.filter((study) => study.randomised).map((study) => study.name);
  const others = studies.filter((study) => !study.randomised).map((study) => study.name);
  if (!trials.length) return `None of them is randomised: ${listed(others)}.`;
  if (!others.length) return `Each is randomised within itself: ${listed(trials)}. Arms of different trials are not.`;
  return `${listed(trials)} ${trials.length > 1 ? "are" : "is"} randomised, ${listed(others)} ${others.length > 1 ? "are" : "is"} not.`;
}

function unlike(studies, outcomes) {
  const places = new Set(studies.keys());
  const measures = new Map(matched(outcomes).map((row) => [row.measure, row.title]));
  return [...measures]
    .filter(([measure]) => definitions(studies, measure, places).some((each) => each.agreement === "differ"))
    .map(([, title]) => title);
}

const anyLine = (rows, test) => rows.some((row) => row.cells.some((lines) => lines?.some(test)));

function marked(studies) {
  const words = ["Draft", "Record not checked", "Withdrawn", "Superseded", "Retracted", "Expression of concern", "Secondary source only"];
  return studies
    .map((study) => [study.name, study.badges.filter((badge) => words.includes(badge))])
    .filter(([, found]) => found.length)
    .map(([name, found]) => `${name}: ${found.join(", ").toLowerCase()}.`);
}

/** The list of differences, as an element. */
export function differences(studies, outcomes) {
  const differ = traits(studies).filter((trait) => trait.agreement === "differ").map((trait) => trait.name.toLowerCase());
  const partly = traits(studies).filter((trait) => trait.agreement === "partly").map((trait) => trait.name.toLowerCase());
  const defined = unlike(studies, outcomes);
  const said = [
    differ.length ? `They differ in ${listed(differ)}.` : "Disease, setting, age, selection and design are the same, as far as they are stated.",
    partly.length ? `Not stated by all: ${listed(partly)}.` : null,
    designs(studies),
    defined.length ? `Defined or counted from another time: ${listed(defined)}.` : null,
    ...shared(studies).map((names) => `${names} share patients: they are not independent.`),
    ...marked(studies),
  ];
  return h("ul", { className: "differences" }, ...said.filter(Boolean).map((text) => h("li", {}, text)));
}

/** Warnings that stand above the outcomes. */
export function warnings(rows) {
  const shown = matched(rows);
  const found = [];
  if (anyLine(shown.filter((row) => row.timed), (line) => line.later)) {
    found.push(
      callout(
        "warning",
        "Groups defined after the start of follow-up",
        "Patients had to live long enough to enter the groups marked “after baseline”, so comparing their survival favours whoever got there (immortal-time bias).",
      ),
    );
  }
  return found;
}
