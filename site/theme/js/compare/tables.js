/* Tables of a comparison: one column for each study, a heading across all for each result. */
import { h, link, tag } from "../dom.js";
import { counted } from "../phrases.js";
import { definitions, denominators } from "./align.js";

const SHOWN = 4; // lines of a cell; more are folded away
const WORDS = { differ: "differs", partly: "not stated by all" };

const warning = (text) => tag(text, "warning");
const COUNTED = { differ: "denominators differ", partly: "denominator not stated by all" };

function head(study, root) {
  return h("th", { scope: "col" }, link(`${root}${study.href}`, study.name), h("small", {}, `${study.design}, ${study.n}`));
}

function scrolling(caption, table) {
  return h("div", { className: "table-scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
}

function frame(caption, studies, root, bodies) {
  const made = h("table", { className: "data compare" }, h("caption", {}, caption), h("thead", {}, h("tr", {}, studies.map((study) => head(study, root)))), bodies);
  made.dataset.columns = studies.length;
  return scrolling(caption, made);
}

function body(columns, title, notes, cells, strong = false) {
  const heading = h("th", { colspan: columns, scope: "rowgroup" }, h("span", { className: "across" }, title, " ", notes));
  return h("tbody", { className: strong ? "strong" : null }, h("tr", { className: "rowgroup" }, heading), cells ? h("tr", {}, cells) : null);
}

/** Design and population. */
export function traitTable(studies, root, rows) {
  const bodies = rows.map((row) =>
    body(studies.length, row.name, row.agreement === "same" ? [] : [warning(WORDS[row.agreement])], row.cells.map((values) => h("td", {}, values.length ? values.join("; ") : h("span", { className: "num-word" }, "not stated")))),
  );
  return frame("Design and population", studies, root, bodies);
}

function line(study, root, each) {
  const value = h("span", { className: each.word ? "num-word" : "num-value" }, each.value);
  const number = h("span", { className: "num", "data-basis": each.basis ? each.basis.split(":")[0] : "reported" }, value, each.beside ? h("span", { className: "num-more" }, ` ${each.beside}`) : null);
  const n = each.n ? `n = ${each.n}` : each.counted === undefined ? null : "n not reported";
  const under = [n, each.counted].filter(Boolean).join(", ");
  return h(
    "li",
    {},
    h("span", { className: "who" }, each.group, each.called ? ` (${each.called})` : ""),
    each.later ? [" ", warning("after baseline")] : null,
    h("br"),
    link(`${root}${study.href}${each.href}`, number),
    each.basis ? [" ", tag(each.basis)] : null,
    (each.marks ?? []).flatMap((mark) => [" ", warning(mark)]),
    under ? h("span", { className: "source" }, under) : null,
  );
}

/** Where a study lacks a result: the same result of a measure that includes it, or is part of it. */
function lacking(study, root, row) {
  const near = study.rows.filter((other) => other.section === row.section && row.near?.includes(other.key));
  const see = near.flatMap((other, place) => [place ? ", " : "; see ", link(`${root}${study.href}${other.lines[0].href}`, other.title)]);
  return h("td", {}, h("span", { className: "num-word" }, "not reported here"), see);
}

function cell(study, root, row, lines) {
  if (!lines) return lacking(study, root, row);
  const items = lines.map((each) => line(study, root, each));
  const rest = items.splice(SHOWN);
  const more = rest.length ? h("details", { className: "fold" }, h("summary", {}, `${rest.length} more`), h("ul", { className: "lines" }, rest)) : null;
  return h("td", {}, h("ul", { className: "lines" }, items), more);
}

function result(studies, root, row, title) {
  const unlike = row.section === "effects" ? null : COUNTED[denominators(row)];
  const notes = unlike ? [warning(unlike)] : [];
  return body(studies.length, title, notes, row.cells.map((lines, place) => cell(studies[place], root, row, lines)));
}

function meaning(studies, group) {
  const places = new Set(group.rows.flatMap((row) => row.cells.flatMap((lines, place) => (lines ? [place] : []))));
  const said = definitions(studies, group.measure, places);
  if (!said.length) return [];
  const worst = ["differ", "partly"].find((state) => said.some((each) => each.agreement === state));
  const cells = studies.map((_, place) => h("td", {}, said.filter((each) => each.texts[place]).map((each) => h("p", { className: "source" }, `${each.term}: ${each.texts[place]}`)), said.some((each) => each.texts[place]) ? null : h("span", { className: "num-word" }, "not stated")));
  return [body(studies.length, "As defined", worst ? [warning(WORDS[worst])] : [], cells)];
}

/** Results under their measures; `defined`: with what each study means by them. */
export function resultTable(caption, studies, root, groups, defined = false) {
  const bodies = groups.flatMap((group) => {
    const title = h("span", { className: "family", "data-family": group.family }, group.title);
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
    const items = own.map((row) => h("li", {}, link(`${root}${study.href}${row.cells[place][0].href}`, [row.title, row.what].filter((text) => text && text !== "Share").join(": "))));
    return h("details", { className: "fold" }, h("summary", {}, `${study.name}: ${counted(own.length, "result")}`), h("ul", { className: "terms" }, items));
  });
}
