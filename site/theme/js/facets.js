/* Facets beside the search results: values of one facet widen, facets narrow each other. */
const SHOWN = 8;
const ORDER = ["Kind", "Treatment", "Measure", "Population", "Design", "Year", "Status"];

/** `chosen` maps a facet to its ticked values; `query()` is that as Pagefind wants it. */
export function facetState(form) {
  const state = {
    form,
    chosen: new Map(),
    query: () => Object.fromEntries([...state.chosen].map(([name, values]) => [name, { any: [...values] }])),
    toggle(name, value, on) {
      const values = state.chosen.get(name) ?? new Set();
      if (on) values.add(value);
      else values.delete(value);
      if (values.size) state.chosen.set(name, values);
      else state.chosen.delete(name);
    },
  };
  return state;
}

function option(state, name, value, count) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  const number = document.createElement("span");
  box.type = "checkbox";
  box.checked = state.chosen.get(name)?.has(value) ?? false;
  box.addEventListener("change", () => state.toggle(name, value, box.checked));
  number.textContent = count;
  label.append(box, value, number);
  return label;
}

function facet(state, name, counts) {
  const set = document.createElement("fieldset");
  const legend = document.createElement("legend");
  set.className = "facet";
  legend.textContent = name;
  const options = counts.map(([value, count]) => option(state, name, value, count));
  set.append(legend, ...options.slice(0, SHOWN));
  if (options.length > SHOWN) {
    const rest = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = `${options.length - SHOWN} more`;
    rest.append(summary, ...options.slice(SHOWN));
    set.append(rest);
  }
  return set;
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
