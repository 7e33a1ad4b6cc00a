/* One result on an axis: the square for its value and the line for its interval, as in
   kb/publish/figures/marks.py. */
import { s } from "./svg.js";

const OWN = "currentColor"; // of the family, set on the group of the row

export const numbersOf = (row) => [row.low, row.value, row.high].filter((part) => part !== null);

/** Side of the mark: its area grows with n. */
export const sideOf = (n, largest) => (n && largest ? 6 + 8 * Math.sqrt(n / largest) : 9);

/** Where the line starts and ends; an open end is infinite, an absent one is the value. */
function ends(row) {
  const low = row.low ?? (row.openLow ? -Infinity : row.value);
  const high = row.high ?? (row.openHigh ? Infinity : row.value);
  return [low, high];
}

export function isClipped(row, axis) {
  const [low, high] = ends(row);
  return numbersOf(row).length > 0 && ((low !== null && low < axis.low) || (high !== null && high > axis.high));
}

export function interval(row, y, scale) {
  const [low, high] = ends(row);
  if (!numbersOf(row).length || low === null || high === null || low === high) return [];
  const line = (x1, y1, x2, y2) => s("line", { x1, y1, x2, y2, class: "f-ci", stroke: OWN, "stroke-width": 1.5 });
  const cap = (end) => (end === row.value ? [] : [line(scale.at(end), y - 4, scale.at(end), y + 4)]);
  return [
    line(scale.at(low), y, scale.at(high), y),
    ...(low < scale.low ? [arrow(scale.left, y, 8)] : cap(low)),
    ...(high > scale.high ? [arrow(scale.right, y, -8)] : cap(high)),
  ];
}

const arrow = (x, y, step) => s("path", { d: `M${x} ${y}l${step} -4.5v9z`, class: "f-fam f-arrow", fill: OWN });

/** Full where reported, hollow where not, on its tip where read off a curve. */
export function mark(row, y, scale, full, paper) {
  if (row.value === null) return [];
  if (row.value < scale.low) return [arrow(scale.left, y, 8)];
  if (row.value > scale.high) return [arrow(scale.right, y, -8)];
  const digitised = row.mark === "digitised";
  const side = full * (digitised ? 0.8 : 1); // on its tip it looks larger
  const x = scale.at(row.value);
  const box = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  const turned = digitised ? `rotate(45 ${x} ${y})` : null;
  const looks = row.mark === "reported" ? { class: "f-fam f-mark", fill: OWN }
    : { class: "f-hollow f-mark", fill: paper, stroke: OWN, "stroke-width": 1.5 };
  return [s("rect", { ...box, transform: turned, ...looks })];
}
