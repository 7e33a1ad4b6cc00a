/* Tables of a comparison: one column for each study, a heading across all for each result. */
import { definitions, denominators } from "./align.js";
import { el, link } from "./dom.js";

const SHOWN = 4; // lines of a cell; more are folded away
const WORDS = { differ: "differs", partly: "not stated by all" };

const tag = (text, kind = "warning") => el("span", { class: "tag", "data-kind": kind }, text);
const COUNTED = { differ: "denominators differ", partly: "denominator not stated by all" };

function head(study, root) {
  return el("th", { scope: "col" }, link(`${root}${study.href}`, study.name), el("small", {}, `${study.design}, ${study.n}`));
}

function scrolling(caption, table) {
  return el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
}

function frame(caption, studies, root, bodies) {
  const made = el("table", { class: "data compare" }, el("caption", {}, caption), el("thead", {}, el("tr", {}, studies.map((study) => head(study, root)))), bodies);
  made.dataset.columns = studies.length;
  return scrolling(caption, made);
}

function body(columns, title, notes, cells, strong = false) {
  const heading = el("th", { colspan: columns, scope: "rowgroup" }, el("span", { class: "across" }, title, " ", notes));
  return el("tbody", { class: strong ? "strong" : null }, el("tr", { class: "rowgroup" }, heading), cells ? el("tr", {}, cells) : null);
}

/** Design and population. */
export function traitTable(studies, root, rows) {
  const bodies = rows.map((row) =>
    body(studies.length, row.name, row.agreement === "same" ? [] : [tag(WORDS[row.agreement])], row.cells.map((values) => el("td", {}, values.length ? values.join("; ") : el("span", { class: "num-word" }, "not stated")))),
  );
  return frame("Design and population", studies, root, bodies);
}

function line(study, root, each) {
  const value = el("span", { class: each.word ? "num-word" : "num-value" }, each.value);
  const number = el("span", { class: "num", "data-basis": each.basis ? each.basis.split(":")[0] : "reported" }, value, each.beside ? el("span", { class: "num-more" }, ` ${each.beside}`) : null);
  const n = each.n ? `n = ${each.n}` : each.counted === undefined ? null : "n not reported";
  const under = [n, each.counted].filter(Boolean).join(", ");
  return el(
    "li",
    {},
    el("span", { class: "who" }, each.group, each.called ? ` (${each.called})` : ""),
    each.later ? [" ", tag("after baseline")] : null,
    el("br"),
    link(`${root}${study.href}${each.href}`, number),
    each.basis ? [" ", tag(each.basis, null)] : null,
    (each.marks ?? []).map((mark) => [" ", tag(mark)]).flat(),
    under ? el("span", { class: "source" }, under) : null,
  );
}

function cell(study, root, lines) {
  if (!lines) return el("td", {}, el("span", { class: "num-word" }, "not reported here"));
  const items = lines.map((each) => line(study, root, each));
  const rest = items.splice(SHOWN);
  const more = rest.length ? el("details", { class: "fold" }, el("summary", {}, `${rest.length} more`), el("ul", { class: "lines" }, rest)) : null;
  return el("td", {}, el("ul", { class: "lines" }, items), more);
}

function result(studies, root, row, title) {
  const counted = row.section === "effects" ? null : COUNTED[denominators(row)];
  const notes = counted ? [tag(counted)] : [];
  return body(studies.length, title, notes, row.cells.map((lines, place) => cell(studies[place], root, lines)));
}

function meaning(studies, group) {
  const places = new Set(group.rows.flatMap((row) => row.cells.flatMap((lines, place) => (lines ? [place] : []))));
  const said = definitions(studies, group.measure, places);
  if (!said.length) return [];
  const worst = ["differ", "partly"].find((state) => said.some((each) => each.agreement === state));
  const cells = studies.map((_, place) => el("td", {}, said.filter((each) => each.texts[place]).map((each) => el("p", { class: "source" }, `${each.term}: ${each.texts[place]}`)), said.some((each) => each.texts[place]) ? null : el("span", { class: "num-word" }, "not stated")));
  return [body(studies.length, "As defined", worst ? [tag(WORDS[worst])] : [], cells)];
}

/** Results under their measures; `defined`: with what each study means by them. */
export function resultTable(caption, studies, root, groups, defined = false) {
  const bodies = groups.flatMap((group) => {
    const title = el("span", { class: "family", "data-family": group.family }, group.title);
    const single = group.rows.length === 1 && (!group.rows[0].what || group.rows[0].what === "Share") && !defined;
    if (single) return [result(studies, root, group.rows[0], title)];
    const rows = group.rows.map((row) => result(studies, root, row, row.what));
    return [body(studies.length, title, [], null, true), ...(defined ? meaning(studies, group) : []), ...rows];
  });
  return frame(caption, studies, root, bodies);
}

/** What one study alone reports, as lists that lead to its page. */
export function aloneLists(studies, root, rows) {
  return studies.map((study, place) => {
    const own = rows.filter((row) => row.place === place);
    const items = own.map((row) => el("li", {}, link(`${root}${study.href}${row.cells[place][0].href}`, [row.title, row.what].filter((text) => text && text !== "Share").join(": "))));
    return el("details", { class: "fold" }, el("summary", {}, `${study.name}: ${own.length} ${own.length === 1 ? "result" : "results"}`), el("ul", { class: "terms" }, items));
  });
}
