/* The explore page: one file of data, one state, one address. See engine.js for how rows are found. */
import { COLUMNS, makeReader } from "./cells.js";
import { callout, closeMenus, h } from "./dom.js";
import { makeEngine } from "./engine.js";
import { makeFacets } from "./facetlist.js";
import { chooseRows, showFigure } from "./figure.js";
import { drawPager, drawTable, PAGE } from "./grid.js";
import { drawChips, drawNothing, drawUnknown } from "./notes.js";
import { makeOrders, ordered } from "./order.js";
import { readParquet } from "./parquet.js";
import { filtersOf, sizeOf, titleOf } from "./query.js";
import { wireMenus } from "./menus.js";
import { emptyState, readAddress, toggle, writeAddress } from "./state.js";

const WAIT = 150; // ms of quiet before words are looked for

const part = (root, name) => root.querySelector(`[data-${name}]`);

export async function start(root) {
  try {
    const answer = await fetch(new URL(root.dataset.src, document.baseURI));
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    wire(root, readParquet(await answer.arrayBuffer()));
  } catch (error) {
    showFailure(root, error);
  }
}

/** Say that the data did not come, and what works without it. */
function showFailure(root, error) {
  const again = h("button", { type: "button", className: "button" }, "Try again");
  again.addEventListener("click", () => location.reload());
  const links = [["measures/", "Measures"], ["studies/", "Studies"], ["data/", "Data files"]].map(([path, text]) =>
    h("a", { className: "button", href: `${root.dataset.base}${path}` }, text));
  part(root, "status").textContent = "The results could not be loaded";
  part(root, "main").ariaBusy = "false";
  const why = h("p", {}, `Nothing is lost (${error.message}): the pages of measures and studies hold the same numbers.`);
  part(root, "notes").replaceChildren(callout("danger", "The file of results could not be read", why), h("p", { className: "actions" }, again, ...links));
  for (const box of [...["bar", "side", "view"].map((name) => part(root, name)), root.querySelector(".legend")]) box.hidden = true;
}

function wire(root, table) {
  const engine = makeEngine(table);
  const read = makeReader(table, root.dataset.base);
  const order = makeOrders(table);
  const view = { root, table, engine, read, order, columns: COLUMNS, state: null, rows: null, unknown: [] };
  view.choose = () => chooseRows(table, read, view.rows);
  const act = actions(view);
  const drawFacets = makeFacets(part(root, "facets"), engine, table.described.families, act);
  view.draw = () => draw(view, drawFacets, act);
  wireControls(view, act);
  readFromAddress(view);
  addEventListener("popstate", () => readFromAddress(view));
  let width = part(root, "view").clientWidth;
  new ResizeObserver(([{ contentRect }]) => {
    if ((contentRect.width < 736) !== (width < 736) && view.state.view === "figure") drawView(view, act);
    width = contentRect.width;
  }).observe(part(root, "view"));
}

function readFromAddress(view) {
  const { state, unknown } = readAddress(location.search, view.engine, view.columns);
  Object.assign(view, { state, unknown, typed: null });
  view.draw();
}

/** Everything that a reader can change; each change is a step that the back button takes back. */
function actions(view) {
  /** `typed`: one word after another in one box is one step. */
  function change(edit, { typed = null, keepPage = false } = {}) {
    edit(view.state);
    if (!keepPage) view.state.page = 1;
    const address = `${writeAddress(view.state, view.columns)}` || location.pathname;
    const same = typed !== null && view.typed === typed;
    history[same ? "replaceState" : "pushState"](null, "", address);
    view.typed = typed;
    view.unknown = [];
    view.draw();
  }
  return {
    change,
    onChange: (facet, value, on) => change((state) => toggle(state, facet, value, on)),
    onRange: (name, bounds) => change((state) => {
      if (bounds) state.ranges[name] = bounds;
      else delete state.ranges[name];
    }),
    onWords: (words) => change((state) => (state.q = words), { typed: "q" }),
    onSort: (id) => change((state) => (state.sort = { id, down: state.sort.id === id && !state.sort.down })),
    onPage: (page) => {
      change((state) => (state.page = page), { keepPage: true });
      part(view.root, "table").scrollTo({ top: 0 });
      part(view.root, "status").scrollIntoView({ block: "start" });
    },
    onView: (name) => change((state) => (state.view = name)),
    onColumns: (ids) => change((state) => (state.columns = ids), { keepPage: true }),
    onUnit: (unit) => change((state) => state.chosen.set("unit", new Set([unit]))),
    onRemove: ({ id, value }) => change((state) => {
      if (id === "q") state.q = "";
      else if (value !== null) toggle(state, id, value, false);
      else delete state.ranges[id];
    }),
    onDrop: (id) => change((state) => {
      if (id === "q") state.q = "";
      state.chosen.delete(id);
      delete state.ranges[id];
      if (id === "unit") delete state.ranges.value;
    }),
    onClear: () => change(({ columns, view: name }) => {
      view.state = { ...emptyState(columns), view: name };
    }),
  };
}

function wireControls(view, act) {
  const { root } = view;
  const words = part(root, "words");
  let timer;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => act.onWords(words.value), WAIT);
  });
  part(root, "bar").addEventListener("submit", (event) => event.preventDefault());
  for (const radio of root.querySelectorAll("[data-views] input")) {
    radio.addEventListener("change", () => act.onView(radio.value));
  }
  const fold = part(root, "fold");
  const folded = (open) => {
    fold.ariaExpanded = String(open);
    part(root, "side").classList.toggle("open", open);
  };
  fold.addEventListener("click", () => folded(fold.ariaExpanded !== "true"));
  part(root, "show").addEventListener("click", () => {
    folded(false);
    part(root, "status").scrollIntoView({ block: "start" });
    fold.focus({ preventScroll: true });
  });
  wireMenus(view, act);
  closeMenus(root);
}

function draw(view, drawFacets, act) {
  const { root, state, engine, table } = view;
  const result = engine.run(state);
  const sort = view.columns.find((column) => column.id === state.sort.id)?.sort;
  view.rows = ordered(view.order(sort, state.sort.down), result.matching);
  state.page = Math.min(state.page, Math.max(1, Math.ceil(view.rows.length / PAGE)));
  const words = part(root, "words");
  if (words.value.trim() !== state.q.trim()) words.value = state.q;
  for (const radio of root.querySelectorAll("[data-views] input")) radio.checked = radio.value === state.view;
  part(root, "status").textContent = sizeOf(table, view.rows);
  part(root, "show").textContent = `Show ${sizeOf(table, view.rows)}`;
  const filters = filtersOf(state, engine).length;
  part(root, "fold").textContent = filters ? `Filters (${filters})` : "Filters";
  drawFacets(state, result);
  drawChips(part(root, "chips"), state, engine, act);
  drawUnknown(part(root, "notes"), view.unknown);
  view.result = result;
  drawView(view, act);
  part(root, "main").ariaBusy = "false";
  performance.mark("explore:drawn");
}

function drawView(view, act) {
  const { root, state, engine, table, rows } = view;
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
