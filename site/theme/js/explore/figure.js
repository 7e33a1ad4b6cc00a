/* Which results of a view are drawn, on which axis, under which headings, and what is said of the rest. */
import { callout, h } from "../dom.js";
import { counted, thousands } from "../phrases.js";
import { standing } from "./cells.js";
import { drawForest, NARROW, WIDE } from "./forest.js";

export const isNarrow = (width) => width < 736;
const MOST = 150; // rows drawn at once

/** What to draw: the rows of the commonest unit, grouped by study; null where nothing can be drawn. */
export function chooseRows(table, read, rows) {
  const { codes, values } = table.column("axis");
  const byAxis = new Uint32Array(values.length);
  for (const row of rows) byAxis[codes[row]]++;
  const axes = values.map((id, code) => ({ id, code, count: byAxis[code] })).slice(1).filter((axis) => axis.count);
  axes.sort((a, b) => b.count - a.count || a.code - b.code);
  const [axis, ...others] = axes;
  if (!axis) return null;
  const fitting = rows.filter((row) => codes[row] === axis.code);
  const drawn = fitting.subarray(0, MOST);
  const described = table.described.axes[axis.id];
  const figureRows = grouped(read, drawn, described.name);
  if (!figureRows.some((row) => row.heading === undefined && hasNumber(row))) return null;
  return { axis: axis.id, described, rows: figureRows, drawn: drawn.length, fitting: fitting.length, others, undrawable: byAxis[0] };
}

const hasNumber = (row) => row.value !== null || row.low !== null || row.high !== null;

function grouped(read, rows, axis) {
  const label = labeller(read, rows, new Set(["Share", axis]));
  const groups = new Map();
  for (const row of rows) {
    const heading = [headingOf(read, row), read.text("evidence", row)].filter(Boolean).join(": ");
    if (!groups.has(heading)) groups.set(heading, []);
    groups.get(heading).push(forestRow(read, row, label(row)));
  }
  return [...groups].flatMap(([heading, members]) => [{ heading }, ...members]);
}

const headingOf = (read, row) => [read.text("name", row), read.text("population", row)].filter(Boolean).join(", ");

/** Name a row by its group, and by what else differs between the rows of the figure; `known` says nothing new. */
function labeller(read, rows, known) {
  const varies = (name) => rows.some((row) => read.text(name, row) !== read.text(name, rows[0]));
  const named = ["measure_name", "what"].filter(varies);
  return (row) => {
    const about = read.text("kind", row) === "comparisons" ? null : read.text("about", row);
    const warning = standing(read, row);
    const more = [...named.map((name) => read.text(name, row)), about].filter((text) => text && !known.has(text));
    return [read.text("group_label", row), ...more].join(": ") + (warning ? ` (${warning})` : "");
  };
}

function forestRow(read, row, label) {
  const number = (name) => {
    const value = read.number(name, row);
    return Number.isNaN(value) ? null : value;
  };
  const open = read.text("open", row) ?? "";
  const interval = read.text("interval", row);
  const value = (read.text("result", row) ?? read.text("word", row)) + (interval ? ` (${interval})` : "");
  return {
    label,
    study: read.text("name", row),
    printed: [value, read.text("counts", row), read.text("p", row)].filter(Boolean).join(", "),
    value: number("value"), low: number("low"), high: number("high"), n: number("n"),
    openLow: open.includes("low"), openHigh: open.includes("high"),
    mark: read.text("mark", row), basis: read.text("basis", row), family: read.family(row),
    secondary: read.flag("secondary_only", row), later: read.flag("post_baseline", row),
  };
}

/** The figure as an element; `title` says what the view is. */
export function drawChosen(chosen, { title, foot, colours }, shape) {
  return drawForest({ title, rows: chosen.rows, axis: chosen.described, foot, colours }, shape);
}

/** Put the figure and what it leaves out into a box; `onUnit` is told of a unit to see instead. */
export function showFigure(box, chosen, context, onUnit) {
  if (!chosen) {
    const why = "These results are printed as counts without a denominator, as words or as p-values. The table shows them.";
    box.replaceChildren(callout("info", "Nothing here can be drawn", why));
    return;
  }
  const shape = isNarrow(box.clientWidth) ? NARROW : WIDE;
  const drawing = drawChosen(chosen, context, shape);
  const figure = h("figure", { className: `fig ${shape === WIDE ? "fig-wide" : "x-narrow"}` }, drawing, h("figcaption", {}, leftOut(chosen)));
  const patients = callout("info", "Different patients, different definitions", "Rows come from different populations. Lines beside each other are not a comparison unless one study compared them.");
  box.replaceChildren(patients, ...otherUnits(chosen, context, onUnit), figure);
}

function otherUnits(chosen, { axes }, onUnit) {
  if (!chosen.others.length) return [];
  const buttons = chosen.others.slice(0, 6).map(({ id, count }) => {
    const button = h("button", { type: "button", className: "button" }, `${axes[id].name} (${thousands(count)})`);
    button.addEventListener("click", () => onUnit(id));
    return button;
  });
  const said = h("span", {}, `Drawn: ${chosen.described.name} (${thousands(chosen.fitting)}). Also in this view:`);
  return [h("p", { className: "x-units" }, said, ...buttons)];
}

function leftOut({ drawn, fitting, undrawable }) {
  const parts = [];
  if (drawn < fitting) parts.push(`The first ${counted(drawn, "result")} of ${thousands(fitting)}, in the order of the table. Narrow the filters to see the others.`);
  if (undrawable) parts.push(`${counted(undrawable, "result")} without a value on a scale: see the table.`);
  return parts.join(" ");
}
