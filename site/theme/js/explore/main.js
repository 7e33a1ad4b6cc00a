/* The explore page: one file of data, one state, one address. See engine.js for how rows are found. */
import { callout, h, part } from "../dom.js";
import { actions } from "./actions.js";
import { COLUMNS, makeReader } from "./cells.js";
import { draw, drawRows, STEPS } from "./draw.js";
import { makeEngine } from "./engine.js";
import { makeFacets } from "./facetlist.js";
import { chooseRows, isNarrow } from "./figure.js";
import { wireMenus } from "./menus.js";
import { makeOrders } from "./order.js";
import { readParquet } from "./parquet.js";
import { readAddress } from "./state.js";

const WAIT = 150; // ms of quiet before words are looked for

/** Between two pieces of work the browser may paint and answer keys. */
const breath = () => new Promise((done) => setTimeout(done));

export async function start(root) {
  try {
    const answer = await fetch(new URL(root.dataset.src, document.baseURI));
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    await breath();
    const table = readParquet(bytes);
    await breath();
    const view = await wire(root, table);
    for (const step of STEPS) {
      await breath();
      step(view);
    }
    part(root, "main").ariaBusy = "false";
    performance.mark("explore:drawn");
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
  const why = `Nothing is lost (${error.message}): the pages of measures and studies hold the same numbers.`;
  part(root, "notes").replaceChildren(callout("danger", "The file of results could not be read", why), h("p", { className: "actions" }, again, ...links));
  for (const box of [...["bar", "side", "view"].map((name) => part(root, name)), root.querySelector(".legend")]) box.hidden = true;
}

/** The view, read from the address, and everything that changes it. */
async function wire(root, table) {
  const engine = makeEngine(table);
  await breath();
  const read = makeReader(table, root.dataset.base);
  const order = makeOrders(table);
  const view = { root, table, engine, read, order, columns: COLUMNS, rows: null };
  view.choose = () => chooseRows(table, read, view.rows);
  view.draw = () => draw(view);
  view.act = actions(view);
  await breath();
  view.drawFacets = makeFacets(part(root, "facets"), engine, table.described.families, view.act);
  await breath();
  readFromAddress(view);
  wireControls(view);
  wireWidth(view);
  addEventListener("popstate", () => {
    readFromAddress(view);
    view.draw();
  });
  return view;
}

function readFromAddress(view) {
  const { state, unknown } = readAddress(location.search, view.engine, view.columns);
  Object.assign(view, { state, unknown, typed: null });
}

/** A figure has another shape on a narrow page. */
function wireWidth(view) {
  const box = part(view.root, "view");
  let narrow = isNarrow(box.clientWidth);
  new ResizeObserver(([{ contentRect }]) => {
    const before = narrow;
    narrow = isNarrow(contentRect.width);
    if (before !== narrow && view.state.view === "figure") drawRows(view);
  }).observe(box);
}

function wireControls(view) {
  const { root, act } = view;
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
}
