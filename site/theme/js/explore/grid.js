/* The rows of the view as a table, a page at a time. Roles are written out, since on a phone the stylesheet
   lays the table out as blocks, and browsers then forget that it is one. */
import { h } from "../dom.js";
import { thousands } from "../phrases.js";

export const PAGE = 50;

/** Draw the head and one page of rows; `onSort` is told the id of a column. */
export function drawTable(box, { read, columns, state, rows, onSort }) {
  const shown = columns.filter((column) => state.columns.includes(column.id));
  const start = (state.page - 1) * PAGE;
  const head = h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...shown.map((column) => headCell(column, state.sort, onSort))));
  const body = h("tbody", { role: "rowgroup" });
  for (const row of rows.subarray(start, start + PAGE)) {
    body.append(h("tr", { role: "row" }, ...shown.map((column) => bodyCell(column, read, row))));
  }
  const caption = h("caption", {}, "Results that fulfil all filters. ", h("b", {}, placeOf(state, rows)));
  const table = h("table", { role: "table", className: "data wide", "data-sort": "" }, caption, head, body);
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.column : null;
  box.replaceChildren(table);
  if (focused) box.querySelector(`[data-column="${focused}"]`)?.focus();
}

function headCell(column, sort, onSort) {
  const th = h("th", { role: "columnheader", scope: "col", className: column.right ? "right" : "" });
  if (sort.id === column.id) th.ariaSort = sort.down ? "descending" : "ascending";
  const button = h("button", { type: "button", className: "sort", "data-column": column.id }, column.title);
  button.addEventListener("click", () => onSort(column.id));
  th.append(button);
  return th;
}

function bodyCell(column, read, row) {
  const content = column.cell(read, row).filter(Boolean);
  if (column.head) return h("th", { role: "rowheader", scope: "row" }, ...content);
  const looks = [column.right && "right", `x-${column.shown ? column.id : "extra"}`].filter(Boolean).join(" ");
  return h("td", { role: "cell", className: looks, "data-title": column.title }, ...content);
}

/** Which rows a page holds; printed above them too, since paper has no other pages. */
function placeOf(state, rows) {
  const start = (state.page - 1) * PAGE;
  const [first, last, all] = [start + 1, Math.min(start + PAGE, rows.length), rows.length].map(thousands);
  return `Rows ${first} to ${last} of ${all}`;
}

/** Buttons to other pages, and which rows are shown. */
export function drawPager(box, { state, rows, onPage }) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  box.hidden = pages === 1;
  const said = h("span", {}, placeOf(state, rows));
  box.replaceChildren(
    step("Previous", "previous", state.page > 1, () => onPage(state.page - 1)),
    said,
    step("Next", "next", state.page < pages, () => onPage(state.page + 1)),
  );
}

function step(text, name, possible, act) {
  const button = h("button", { type: "button", className: "button", disabled: !possible, "data-step": name }, text);
  button.addEventListener("click", act);
  return button;
}
