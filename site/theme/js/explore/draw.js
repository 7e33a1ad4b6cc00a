/* The view on the page: its size, its filters, and the table or the figure of the rows that match. */
import { part } from "../dom.js";
import { showFigure } from "./figure.js";
import { drawPager, drawTable, PAGE } from "./grid.js";
import { drawChips, drawNothing, drawUnknown } from "./notes.js";
import { ordered } from "./order.js";
import { filtersOf, sizeOf, titleOf } from "./query.js";

/** What drawing is made of, in order: a page that starts pauses between them. */
export const STEPS = [find, drawFilters, drawRows];

export function draw(view) {
  for (const step of STEPS) step(view);
}

/** The rows that match, in their order, and how many they are. */
function find(view) {
  const { root, state, table } = view;
  view.result = view.engine.run(state);
  const sort = view.columns.find((column) => column.id === state.sort.id)?.sort;
  view.rows = ordered(view.order(sort, state.sort.down), view.result.matching);
  state.page = Math.min(state.page, Math.max(1, Math.ceil(view.rows.length / PAGE)));
  const size = sizeOf(table, view.rows);
  part(root, "status").textContent = size;
  part(root, "show").textContent = `Show ${size}`;
}

function drawFilters(view) {
  const { root, state, engine } = view;
  const words = part(root, "words");
  if (words.value.trim() !== state.q.trim()) words.value = state.q;
  for (const radio of root.querySelectorAll("[data-views] input")) radio.checked = radio.value === state.view;
  const filters = filtersOf(state, engine).length;
  part(root, "fold").textContent = filters ? `Filters (${filters})` : "Filters";
  view.drawFacets(state, view.result);
  drawChips(part(root, "chips"), state, engine, view.act);
  drawUnknown(part(root, "notes"), view.unknown);
}

/** The table or the figure. */
export function drawRows(view) {
  const { root, state, engine, table, rows, act } = view;
  const [tableBox, figureBox, nothing] = ["table", "figure", "nothing"].map((name) => part(root, name));
  tableBox.hidden = !rows.length || state.view !== "table";
  figureBox.hidden = !rows.length || state.view !== "figure";
  part(root, "pager").hidden = tableBox.hidden;
  root.querySelector(".legend").hidden = tableBox.hidden;
  drawNothing(nothing, rows, view, act);
  if (!tableBox.hidden) {
    drawTable(tableBox, { ...view, onSort: act.onSort });
    drawPager(part(root, "pager"), { state, rows, onPage: act.onPage });
  }
  const context = { title: titleOf(state, engine), foot: [], colours: table.described.colours, axes: table.described.axes };
  if (!figureBox.hidden) showFigure(figureBox, view.choose(), context, act.onUnit);
}
