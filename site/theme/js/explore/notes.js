/* What stands above the results: the filters that are set, and what is said where nothing is left. */
import { callout, h } from "../dom.js";
import { counted } from "../phrases.js";
import { filtersOf, whyEmpty } from "./query.js";

/** One button for each filter that is set; it takes the filter back. */
export function drawChips(box, state, engine, { onRemove, onClear }) {
  const filters = filtersOf(state, engine);
  const focused = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  const chips = filters.map((filter) => {
    const remove = h("span", { className: "sr" }, "Remove filter ");
    const button = h("button", { type: "button", className: "x-chip" }, remove, `${filter.title}: `, h("b", {}, filter.text));
    button.addEventListener("click", () => onRemove(filter));
    return h("li", {}, button);
  });
  if (chips.length) {
    const clear = h("button", { type: "button", className: "x-clear" }, "Clear all");
    clear.addEventListener("click", onClear);
    chips.push(h("li", {}, clear));
  }
  box.replaceChildren(...chips);
  box.hidden = !chips.length;
  if (focused >= 0) focusNear(box, focused);
}

/** After a chip is gone, the keyboard stands on its neighbour, or on the search box. */
function focusNear(box, index) {
  const left = box.querySelectorAll("button");
  const next = left[Math.min(index, left.length - 1)] ?? box.closest("[data-explore]").querySelector("[data-words]");
  next.focus({ preventScroll: true });
}

/** Say what an address asked for that is not there. */
export function drawUnknown(box, unknown) {
  if (!unknown.length) return box.replaceChildren();
  const list = h("ul", {}, ...unknown.map((text) => h("li", {}, h("code", {}, text))));
  const why = "The address asks for what this data does not hold. It may be of another version, or mistyped; everything else was applied.";
  box.replaceChildren(callout("warning", `${counted(unknown.length, "part")} of the address left out`, why, list));
}

/** Where no row matches: which filter alone stands in the way, with a button to take it back. */
export function drawNothing(box, rows, { result, state, engine }, { onDrop, onClear }) {
  box.hidden = rows.length > 0;
  if (box.hidden) return box.replaceChildren();
  const titles = new Map(filtersOf(state, engine).map(({ id, title }) => [id, title]));
  const ways = [...result.without].filter(([, left]) => left.length).sort(([, a], [, b]) => b.length - a.length);
  const buttons = ways.map(([id, left]) => {
    const button = h("button", { type: "button", className: "button" }, `Without the filter “${titles.get(id)}”: ${counted(left.length, "result")}`);
    button.addEventListener("click", () => onDrop(id));
    return button;
  });
  const clear = h("button", { type: "button", className: "button" }, "Clear all filters");
  clear.addEventListener("click", onClear);
  const wrong = Object.entries(state.ranges).filter(([, bounds]) => whyEmpty(bounds))
    .map(([id, bounds]) => h("p", {}, `${titles.get(id)}: ${whyEmpty(bounds)}`));
  const why = ways.length ? "Each of these filters alone removes what the others leave:" : "No single filter is the reason: two or more exclude each other.";
  box.replaceChildren(h("p", { className: "x-none" }, "No result fulfils all filters"), ...wrong, h("p", { className: "muted" }, why), h("p", { className: "actions" }, ...buttons, clear));
}
