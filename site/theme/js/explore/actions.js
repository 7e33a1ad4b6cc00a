/* Everything that a reader can change; each change is a step that the back button takes back. */
import { part } from "../dom.js";
import { emptyState, toggle, writeAddress } from "./state.js";

export function actions(view) {
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
    onChange: (facet, value, on) => change((state) => toggle(state, facet, value, on)),
    onRange: (name, bounds) => change((state) => {
      if (bounds) state.ranges[name] = bounds;
      else delete state.ranges[name];
    }, { typed: name }),
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
