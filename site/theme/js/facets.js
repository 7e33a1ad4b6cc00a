/* Facets beside the search results: values of one facet widen, facets narrow each other. */
import { tick } from "./chosen.js";
import { h } from "./dom.js";

const SHOWN = 8;
const ORDER = ["Kind", "Treatment", "Measure", "Population", "Design", "Year", "Status"];

/** `chosen` maps a facet to its ticked values; `query()` is that as Pagefind wants it. */
export function facetState(form) {
  const state = {
    form,
    chosen: new Map(),
    query: () => Object.fromEntries([...state.chosen].map(([name, values]) => [name, { any: [...values] }])),
  };
  return state;
}

function option(state, name, value, count) {
  const box = h("input", { type: "checkbox", checked: state.chosen.get(name)?.has(value) ?? false });
  box.addEventListener("change", () => tick(state.chosen, name, value, box.checked));
  return h("label", {}, box, value, h("span", {}, count));
}

function facet(state, name, counts) {
  const options = counts.map(([value, count]) => option(state, name, value, count));
  const rest = options.splice(SHOWN);
  const more = rest.length ? h("details", {}, h("summary", {}, `${rest.length} more`), rest) : null;
  return h("fieldset", { className: "facet" }, h("legend", {}, name), options, more);
}

/** Draw the facets of an answer. Ticked values stay even where nothing matches them any more. */
export function renderFacets(state, totals) {
  const sets = ORDER.flatMap((name) => {
    const values = totals[name] ?? {};
    const ticked = state.chosen.get(name) ?? new Set();
    const counts = Object.entries(values)
      .filter(([value, count]) => count || ticked.has(value))
      .sort(([a, x], [b, y]) => y - x || a.localeCompare(b, "en", { numeric: true }));
    return counts.length ? [facet(state, name, counts)] : [];
  });
  state.form.replaceChildren(...sets);
}
