/* The two menus: which columns the table has, and the view as a file. */
import { h, part } from "../dom.js";
import { drawChosen } from "./figure.js";
import { WIDE } from "./forest.js";
import { titleOf } from "./query.js";
import { csvParts, jsonParts, pngBlob, saveAs, svgText } from "./save.js";

const NAME = "all-evidence-view";

export function wireMenus(view, act) {
  wireColumns(part(view.root, "columns"), view, act);
  wireFiles(part(view.root, "save"), view);
  closeMenus(view.root);
}

/** Menus close at Escape and at a click elsewhere. */
function closeMenus(root) {
  const open = () => root.querySelectorAll("details.x-menu[open]");
  const close = (menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  };
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open().forEach(close);
  });
}

function wireFiles(menu, view) {
  for (const button of menu.querySelectorAll("[data-format]")) {
    button.addEventListener("click", () => save(view, button.dataset.format));
  }
  menu.addEventListener("toggle", () => {
    const drawable = view.choose() !== null;
    for (const button of menu.querySelectorAll("[data-drawn]")) button.disabled = !drawable;
  });
}

function wireColumns(menu, view, act) {
  const list = part(menu, "list");
  const boxes = view.columns.map((column) => {
    const box = h("input", { type: "checkbox", value: column.id, disabled: Boolean(column.head) });
    list.append(h("label", { className: "x-value" }, box, h("b", {}, column.title)));
    return box;
  });
  menu.addEventListener("toggle", () => {
    for (const box of boxes) box.checked = view.state.columns.includes(box.value);
  });
  list.addEventListener("change", () => act.onColumns(boxes.filter((box) => box.checked).map((box) => box.value)));
}

async function save(view, format) {
  const { table, state, engine, rows } = view;
  if (format === "csv") return saveAs(`${NAME}.csv`, [...csvParts(table, state, engine, rows)], "text/csv;charset=utf-8");
  if (format === "json") return saveAs(`${NAME}.json`, [...jsonParts(table, state, engine, rows)], "application/json");
  const drawing = figureFile(view);
  if (format === "svg") return saveAs(`${NAME}.svg`, [(await svgText(drawing)).text], "image/svg+xml");
  return saveAs(`${NAME}.png`, [await pngBlob(drawing)], "image/png");
}

/** The figure as it leaves the site: wide, and saying where it comes from. */
function figureFile({ table, state, engine, choose }) {
  const chosen = choose();
  const { cite, colours, caution } = table.described;
  const title = titleOf(state, engine);
  const left = chosen.drawn < chosen.fitting ? ` The first ${chosen.drawn} of ${chosen.fitting} results.` : "";
  const foot = [`${title}.${left}`, cite, caution];
  return drawChosen(chosen, { title, foot, colours }, WIDE);
}
