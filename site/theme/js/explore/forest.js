/* The forest figure of a view: one line per result under the name of its study, in two shapes, as
   kb/publish/figures/forest.py draws them for other pages. */
import { interval, isClipped, mark, numbersOf, sideOf } from "./marks.js";
import { axisOf, makeScale, round, s, wrap } from "./svg.js";

const LEADING = 17;
const LONG = 12; // results: a longer figure has the numbers of its axis at both ends
const SHORT = 3; // characters of a unit that may follow each number of the axis
const LETTER = 6.5; // width of one character of a number, rather too wide than too narrow
const FONT = "'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif";
const NOTES = {
  derived: "Hollow square: derived, not printed.",
  digitised: "Hollow diamond: read off a curve.",
  arrow: "Arrow: the interval goes on, or its bound is not reached.",
  secondary: "*\u00a0Only in a secondary source.",
  later: "§\u00a0Group defined after baseline: beware of immortal time.",
  n: "Larger mark: more patients.",
};
/** Where the columns are; `room`: how far the numbers of the axis may reach. Stacked: text above the line. */
export const WIDE = { width: 880, labelChars: 41, nX: 330, left: 356, right: 626, textX: 650, textChars: 31, noteChars: 130, room: [338, 642], stacked: false };
export const NARROW = { width: 360, labelChars: 50, nX: 360, left: 14, right: 342, textX: 0, textChars: 42, noteChars: 58, room: [0, 360], stacked: true };

/** Draw `rows`, headings among them; `axis` as the data describes it, `foot` lines under the figure. */
export function drawForest({ title, rows, axis: described, foot, colours }, shape) {
  const results = rows.filter((row) => row.heading === undefined);
  const axis = axisOf(described, results.flatMap(numbersOf));
  const scale = makeScale(axis, shape.left, shape.right);
  const pen = { axis, scale, shape, colours, largest: Math.max(0, ...results.map((row) => row.n ?? 0)) };
  const long = results.length > LONG;
  const top = long && shape.stacked ? 42 : 24;
  const above = long ? tickLabels(pen, top - 10) : [];
  const { drawn, spans, bottom } = drawRows(rows, pen, top);
  const grid = spans.flatMap(([start, end]) => lines(pen, start, end));
  const { notes, height } = drawFoot(results, pen, bottom, foot);
  return figure(title, results, pen, height, [...grid, ...heads(pen), ...above, ...drawn, ...ruler(pen, bottom), ...notes]);
}

function figure(title, results, { axis, shape, colours }, height, body) {
  const listed = results.map((row) => `${row.study}, ${row.label}: ${row.printed}`).join("; ");
  return s(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${shape.width} ${round(height)}`, width: "100%", role: "img",
      "aria-labelledby": "forest-title forest-desc", "font-family": FONT, "font-size": 14,
    },
    s("title", { id: "forest-title" }, title),
    s("desc", { id: "forest-desc" }, `${axis.label}. ${listed}.`),
    s("rect", { width: shape.width, height, class: "f-paper", fill: colours.paper }),
    ...body,
  );
}

function text(pen, x, y, content, soft, more = {}) {
  const looks = soft ? { class: "f-soft", fill: pen.colours.soft } : { class: "f-ink", fill: pen.colours.ink };
  return s("text", { x, y, ...looks, ...more }, content);
}

const stack = (pen, x, y, parts, soft, more) => parts.map((part, index) => text(pen, x, y + LEADING * index, part, soft, more));

function heads(pen) {
  const { shape } = pen;
  const small = { "font-size": 12 };
  const n = pen.largest ? [text(pen, shape.nX, 14, "n", true, { ...small, "text-anchor": "end" })] : [];
  if (shape.stacked) return [text(pen, 0, 14, "Result as printed", true, small)];
  return [
    text(pen, 0, 14, "Study and group", true, small),
    ...n,
    text(pen, shape.textX, 14, "Result as printed", true, small),
  ];
}

/** The drawn rows, where lines of the grid run behind them but not behind headings, and where they end. */
function drawRows(rows, pen, top) {
  const { stacked, labelChars } = pen.shape;
  const drawn = [];
  const spans = [];
  let y = top;
  for (const row of rows) {
    if (row.heading !== undefined) {
      const parts = wrap(row.heading, stacked ? labelChars : 110);
      drawn.push(...stack(pen, 0, y + 24, parts, false, { "font-weight": 600, class: "f-ink f-heading" }));
      y += 14 + LEADING * parts.length;
      continue;
    }
    const { words, middle, end } = drawWords(row, y, pen);
    drawn.push(...drawMark(row, middle, pen), ...words);
    if (!stacked) extend(spans, y, end);
    else if (numbersOf(row).length) spans.push([middle - 7, middle + 7]);
    y = end;
  }
  if (!stacked) extend(spans, y, y + 6);
  return { drawn, spans, bottom: y + 6 };
}

/** Let the last span go on where the next follows it without a gap. */
function extend(spans, start, end) {
  if (spans.at(-1)?.[1] === start) spans.at(-1)[1] = end;
  else spans.push([start, end]);
}

function drawMark(row, y, pen) {
  if (!numbersOf(row).length) return [];
  const square = mark(row, y, pen.scale, sideOf(row.n, pen.largest), pen.colours.paper);
  const own = { "data-family": row.family, color: pen.colours[row.family] };
  return [s("g", own, ...interval(row, y, pen.scale), ...square)];
}

/** The text of a row, the height of its mark, and where it ends. */
function drawWords(row, y, pen) {
  const { shape } = pen;
  const label = wrap(row.label + (row.later ? " §" : ""), shape.labelChars);
  const printed = wrap(row.printed + (row.secondary ? " *" : ""), shape.textChars);
  const first = y + 18;
  const beside = shape.stacked ? first + LEADING * label.length : first;
  const strong = row.value !== null && row.basis === "reported";
  const words = [
    ...stack(pen, 0, first, label, false),
    ...stack(pen, shape.textX, beside, printed, row.value === null, { "font-weight": strong ? 600 : 400 }),
  ];
  if (row.n) words.push(text(pen, shape.nX, beside, shape.stacked ? `n = ${row.n}` : row.n, true, { "text-anchor": "end" }));
  if (!shape.stacked) return { words, middle: first - 5, end: y + 9 + LEADING * Math.max(label.length, printed.length) };
  const last = beside + LEADING * (printed.length - 1);
  return { words, middle: last + 13, end: last + (numbersOf(row).length ? 26 : 8) };
}

/** A hairline at each tick and the reference line: behind all rows, or behind one. */
function lines({ axis, scale, colours }, y1, y2) {
  const upright = (x, looks) => s("line", { x1: x, y1, x2: x, y2, ...looks });
  const grid = scale.ticks.map((tick) => upright(scale.at(tick), { class: "f-grid", stroke: colours.line }));
  const middle = { class: "f-ref", stroke: colours.ink, "stroke-width": 1.25 };
  return axis.reference === null ? grid : [...grid, upright(scale.at(axis.reference), middle)];
}

function ruler(pen, y) {
  const { scale, colours } = pen;
  const looks = { class: "f-axis", stroke: colours.edge };
  return [
    s("line", { x1: scale.left, y1: y, x2: scale.right, y2: y, ...looks }),
    ...scale.ticks.map((tick) => s("line", { x1: scale.at(tick), y1: y, x2: scale.at(tick), y2: y + 4, ...looks })),
    ...tickLabels(pen, y + 18),
  ];
}

/** The numbers of the axis, each under its tick, but none beyond its room. */
function tickLabels({ scale, axis, shape, colours }, y) {
  const [first, last] = shape.room;
  const unit = axis.unit.trim().length <= SHORT ? axis.unit : "";
  return scale.ticks.map((tick) => {
    const printed = Number(tick.toPrecision(12)) + unit;
    const [at, half] = [scale.at(tick), (printed.length * LETTER) / 2];
    const [x, anchor] = at - half < first ? [first, "start"] : at + half > last ? [last, "end"] : [at, "middle"];
    return s("text", { x, y, class: "f-soft", fill: colours.soft, "font-size": 12, "text-anchor": anchor }, printed);
  });
}

function drawFoot(results, pen, bottom, foot) {
  const { axis, scale, shape } = pen;
  const small = { "font-size": 12 };
  const y = bottom + 36;
  const middle = (scale.left + scale.right) / 2;
  const label = text(pen, middle, y, axis.label, true, { ...small, "text-anchor": "middle" });
  const said = [usedNotes(results, axis), ...foot].filter(Boolean).flatMap((each) => wrap(each, shape.noteChars));
  const notes = [label, ...stack(pen, 0, y + LEADING + 6, said, true, small)];
  return { notes, height: y + LEADING * (said.length + 1) + 6 };
}

function usedNotes(results, axis) {
  const valued = results.filter((row) => row.value !== null);
  const used = new Set(valued.map((row) => row.mark));
  if (results.some((row) => isClipped(row, axis))) used.add("arrow");
  if (results.some((row) => row.secondary)) used.add("secondary");
  if (results.some((row) => row.later)) used.add("later");
  if (new Set(valued.map((row) => row.n).filter(Boolean)).size > 1) used.add("n");
  return Object.keys(NOTES).filter((key) => used.has(key)).map((key) => NOTES[key]).join(" ");
}
