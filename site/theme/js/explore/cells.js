/* The columns of the table: what a cell says, by what it sorts, whether it is shown at first.
   Numbers and marks look as on every other page: see the macro `number` in components.html.jinja. */
import { h, link, tag } from "../dom.js";

/** How the rows of a table read; `base` leads from the page to the root of the site. */
export function makeReader(table, base) {
  const text = (name, row) => {
    const { values, codes } = table.column(name);
    return values[codes[row]];
  };
  const flag = (name, row) => text(name, row) === "true";
  const terms = (name, row, facet) => JSON.parse(text(name, row)).map((id) => facet.labels[id] ?? id);
  const family = (row) => table.described.families[text("measure_kind", row)] ?? "characteristic";
  const facets = new Map(table.described.facets.map((facet) => [facet.column, facet]));
  const given = (row) => terms("treatments", row, facets.get("treatments")).join(", ") || "not stated";
  const href = (row) => `${base}studies/${encodeURIComponent(text("study", row))}/#${anchor(text("address", row))}`;
  const record = (row) => facets.get("standing").labels[text("status", row)] ?? text("status", row);
  return { text, flag, family, given, record, href, number: (name, row) => table.column(name).numbers[row] };
}

/** The id that an address has on the page of its study, as kb/publish/parts/anchors.py makes it. */
const anchor = (address) => encodeURIComponent(address.replaceAll(" ", "-").replaceAll("/", "."));

const small = (text) => text && h("span", { className: "source x-line" }, text);
const plain = (name, absent) => (read, row) => [read.text(name, row) ?? absent];

/** The word that warns of the whole record, if there is one. */
export function standing(read, row) {
  if (read.flag("retracted", row)) return "retracted";
  const status = read.text("status", row);
  return ["draft", "withdrawn", "superseded"].includes(status) ? status : null;
}

function study(read, row) {
  return [link(read.href(row), read.text("name", row)), small(String(read.number("year", row) || ""))];
}

function group(read, row) {
  const later = read.flag("post_baseline", row) ? [" ", tag("after baseline", "warning")] : [];
  return [read.text("group_label", row), ...later, small(read.text("evidence", row))];
}

function measure(read, row) {
  const about = read.text("kind", row) === "comparisons" ? null : read.text("about", row);
  const name = h("span", { className: "x-family", "data-family": read.family(row) }, read.text("measure_name", row));
  return [name, small(about)];
}

function what(read, row) {
  const about = read.text("kind", row) === "comparisons" ? read.text("about", row) : null;
  return [read.text("what", row), small(about)];
}

function result(read, row) {
  const node = h("span", { className: "num", "data-basis": read.text("basis", row) });
  const printed = read.text("result", row);
  node.append(h("span", { className: printed ? "num-value" : "num-word" }, printed ?? read.text("word", row)));
  const interval = read.text("interval", row);
  const beside = [interval && `(${interval})`, read.text("counts", row), read.text("p", row)].filter(Boolean);
  for (const more of beside) node.append(" ", h("span", { className: "num-more" }, more));
  node.append(...marks(read, row));
  return [node];
}

/** The words that set a number apart from one printed in a primary report. */
function marks(read, row) {
  const [basis, how, inferred] = ["basis", "how", "inferred"].map((name) => read.text(name, row));
  const found = [];
  if (basis !== "reported") found.push(" ", tag(how ? `${basis}: ${how}` : basis));
  if (inferred) found.push(" ", tag(`${inferred} inferred`));
  if (read.flag("secondary_only", row)) found.push(sign("star", "*", "Only in a secondary source"));
  const warning = standing(read, row);
  if (warning) found.push(" ", tag(warning, "danger"));
  if (read.flag("verified", row)) found.push(sign("tick", "", "Verified by a second reader"));
  if (read.flag("broken", row)) found.push(" ", tag("verification broken", "warning"));
  return found;
}

function sign(className, shown, meaning) {
  const said = h("span", { className: "sr" }, ` ${meaning.toLowerCase()}`);
  return h("span", { className, title: meaning }, shown, said);
}

function n(read, row) {
  const stated = read.text("n_text", row);
  const shown = h("span", { className: stated ? "x-number" : "" }, stated ?? "not reported");
  return [shown, small(read.text("counted", row))];
}

function time(read, row) {
  return [read.text("time", row) ?? "none"];
}

/** `sort`: columns of the data, the first weighs most; `shown`: part of the first view. */
export const COLUMNS = [
  { id: "study", title: "Study", cell: study, sort: ["name"], shown: true, head: true },
  { id: "group", title: "Group", cell: group, sort: ["group_label"], shown: true },
  { id: "measure", title: "Measure", cell: measure, sort: ["measure_name"], shown: true },
  { id: "what", title: "Statistic", cell: what, sort: ["what"], shown: true },
  { id: "result", title: "Result as printed", cell: result, sort: ["axis", "value"], shown: true },
  { id: "n", title: "n", cell: n, sort: ["n"], shown: true, right: true },
  { id: "treatment", title: "Treatment", cell: (read, row) => [read.given(row)], sort: ["treatments"] },
  { id: "population", title: "Population", cell: plain("population", "not reported"), sort: ["population"] },
  { id: "design", title: "Design", cell: plain("design", "not reported"), sort: ["design"] },
  { id: "time", title: "Time as printed", cell: time, sort: ["months"], right: true },
  { id: "year", title: "Year", cell: (read, row) => [String(read.number("year", row) || "not reported")], sort: ["year"], right: true },
  { id: "record", title: "Status", cell: (read, row) => [read.record(row)], sort: ["status"] },
  { id: "place", title: "Place in the source", cell: plain("place", "not stated"), sort: ["place"] },
];
