/* The view as a file: rows with who to cite and what was asked, or the figure as a drawing. */
import { fontRules } from "./fonts.js";
import { queryLines } from "./query.js";
import { round, s } from "./svg.js";

const FORMULA = /^\s*[=+\-@\t\r]/; // what a spreadsheet would run, as kb/exports.py says
const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?%?$/;
const CHUNK = 5000; // rows a part, so that no single text grows too long
const MARGIN = 20; // around a saved drawing
const TALLEST = 16000; // pixels that every browser can draw

export function saveAs(name, parts, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What every file says first: whose data, which version, which licence, what was asked. */
function about(table, state, engine, rows) {
  const { title, version, date, licence, licence_url, cite, caution } = table.described;
  const query = queryLines(state, engine);
  return {
    title, cite, data_version: version, data_date: date, licence, licence_url, caution,
    address: location.href, query: query.length ? query : ["everything"], results: rows.length,
  };
}

function citations(table, rows) {
  const [study, citation] = ["study", "citation"].map((name) => table.column(name));
  const found = new Map();
  for (const row of rows) found.set(study.values[study.codes[row]], citation.values[citation.codes[row]]);
  return [...found].map(([id, text]) => ({ study: id, citation: text }));
}

/** Readers of the columns that a file holds: texts, numbers, flags, lists; null where absent. */
function readers(table) {
  const lists = new Set(table.described.lists);
  return table.described.columns.map((name) => {
    const column = table.column(name);
    if (column.numbers) return (row) => (Number.isNaN(column.numbers[row]) ? null : column.numbers[row]);
    const text = (row) => column.values[column.codes[row]];
    if (column.values[1] === "false" && column.values[2] === "true") return (row) => text(row) === "true";
    return lists.has(name) ? (row) => JSON.parse(text(row)) : text;
  });
}

export function* csvParts(table, state, engine, rows) {
  const { studies, ...head } = { ...about(table, state, engine, rows), studies: citations(table, rows) };
  const said = Object.entries(head).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join("; ") : value ?? "not stated"}`);
  const notes = [...said, ...studies.map(({ study, citation }) => `cite ${study}: ${citation}`)];
  yield commentLine(`${notes.length + 1} lines about this file; the table begins below them`);
  for (const note of notes) yield commentLine(note);
  yield csvLine(table.described.columns);
  const read = readers(table);
  for (let start = 0; start < rows.length; start += CHUNK) {
    let part = "";
    for (const row of rows.subarray(start, start + CHUNK)) part += csvLine(read.map((cell) => cell(row)));
    yield part;
  }
}

/** A line that readers of comments skip: bare, with no quote that a reader of cells would wait to be closed, and
    no part after a separator that a spreadsheet would run. */
function commentLine(note) {
  const flat = note.replaceAll(/\s+/g, " ").replaceAll('"', "'");
  return `# ${flat.replaceAll(/([,;] *)(?=[=+\-@])/g, "$1'")}\n`;
}

const csvLine = (cells) => `${cells.map(csvCell).join(",")}\n`;

function csvCell(value) {
  if (value === null) return "";
  const text = Array.isArray(value) ? value.join("; ") : String(value);
  const safe = typeof value !== "number" && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",#\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function* jsonParts(table, state, engine, rows) {
  const head = { ...about(table, state, engine, rows), studies: citations(table, rows) };
  const read = readers(table);
  const names = table.described.columns;
  yield `{"about": ${JSON.stringify(head, null, 1)},\n"rows": [`;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const objects = Array.from(rows.subarray(start, start + CHUNK), (row) =>
      JSON.stringify(Object.fromEntries(names.map((name, index) => [name, read[index](row)]))));
    yield `${start ? "," : ""}\n${objects.join(",\n")}`;
  }
  yield "\n]}\n";
}

/** A drawing as a file that stands alone, with its own size and fonts. */
export async function svgText(drawing) {
  const [, , ...size] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const [width, height] = size.map((side) => side + 2 * MARGIN);
  const copy = drawing.cloneNode(true);
  const box = { width: round(width), height: round(height) };
  const corner = { x: -MARGIN, y: -MARGIN };
  for (const [name, value] of Object.entries(box)) copy.setAttribute(name, value);
  for (const [name, value] of Object.entries({ ...corner, ...box })) copy.querySelector(".f-paper").setAttribute(name, value);
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${box.width} ${box.height}`);
  const [family] = drawing.getAttribute("font-family").split(",");
  copy.prepend(s("style", {}, await fontRules(family.replaceAll("'", ""), drawing.textContent)));
  return { text: `${new XMLSerializer().serializeToString(copy)}\n`, width, height };
}

/** The same as pixels, twice as fine as it is drawn. */
export async function pngBlob(drawing) {
  const { text, width, height } = await svgText(drawing);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const fine = Math.min(2, TALLEST / height);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * fine, height * fine];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
