/* What drawings share, as in kb/publish/figures/common.py: elements, scales, ticks, line breaking. Colours are
   written as attributes, so that a saved file stands alone, and as classes, which the stylesheet overrides. */
const NS = "http://www.w3.org/2000/svg";

/** Make an SVG element with attributes; children are elements or texts. */
export function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, typeof value === "number" ? round(value) : value);
  }
  node.append(...children);
  return node;
}

/** A coordinate or a tick: at most two decimals. */
export const round = (value) => String(Number(value.toFixed(2)));

export function wrap(text, characters) {
  const lines = [""];
  for (const word of text.split(/\s+/).filter(Boolean).flatMap((word) => cut(word, characters))) {
    const last = lines.length - 1;
    if (!lines[last]) lines[last] = word;
    else if (lines[last].length + 1 + word.length <= characters) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

function cut(word, characters) {
  const parts = [];
  for (let start = 0; start < word.length; start += characters) parts.push(word.slice(start, start + characters));
  return parts;
}

/** Values to coordinates; `at` keeps them inside the axis. */
export function makeScale({ low, high, log }, left, right) {
  const share = (value) => (log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
  const at = (value) => left + share(Math.min(Math.max(value, low), high)) * (right - left);
  return { low, high, left, right, at, ticks: log ? logTicks(low, high) : linearTicks(low, high) };
}

function linearTicks(low, high, about = 5) {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999);
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index <= Math.floor(high / step + 1e-9); index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

function logTicks(low, high) {
  const factors = high / low <= 1000 ? [1, 2, 5] : [1];
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(12)));
  }
  return ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** Where a linear axis may end: the next 1, 2, 2.5, 5 or 10 times a power of ten. */
function roundUp(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return Number([1, 2, 2.5, 5, 10].map((factor) => factor * power).find((end) => end >= value * 0.999).toPrecision(12));
}

/** The ends of an axis that shows these numbers: percentages whole, ratios around 1, differences around 0. */
export function axisOf({ name, unit, log, reference }, numbers) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const axis = { label: log ? `${name}, log scale` : name, unit, log, reference };
  if (log) {
    const distance = Math.max(2, ...numbers.filter((value) => value > 0).map((value) => Math.max(value, 1 / value)));
    const reach = [2, 5, 10].find((step) => distance <= step) ?? 20;
    return { ...axis, low: 1 / reach, high: reach };
  }
  if (reference !== null) {
    const reach = roundUp(Math.max(Math.abs(least), Math.abs(most)));
    return { ...axis, low: -reach, high: reach };
  }
  if (unit === "%" && least >= 0 && most <= 100) return { ...axis, low: 0, high: 100 };
  return { ...axis, low: least < 0 ? -roundUp(-least) : 0, high: most <= 0 && least < 0 ? 0 : roundUp(most) };
}
