/* The filters beside the table: values with counts, and ranges of numbers. */
import { h, part } from "../dom.js";
import { thousands } from "../phrases.js";
import { fold } from "../words.js";
import { whyEmpty } from "./query.js";

const FEW = 7; // values before "more"
const MANY = 60; // values after it: the box finds the others
const QUIET = 800; // ms after which a number that is being typed is taken as whole

/** Wire the server's list of facets; `onChange(facet, value, on)` and `onRange(name, bounds)` are told of clicks. */
export function makeFacets(form, engine, families, { onChange, onRange }) {
  const drawn = engine.facets.map((facet) => makeFacet(form, facet, families, onChange));
  const ranges = [...form.querySelectorAll("[data-range]")].map((box) => makeRange(box, engine, onRange));
  form.addEventListener("submit", (event) => event.preventDefault());
  return (state, result) => {
    for (const draw of drawn) draw(state, result);
    for (const range of ranges) range(state);
  };
}

/** One facet; counts are worked out only while it is unfolded. */
function makeFacet(form, facet, families, onChange) {
  const box = form.querySelector(`[data-facet="${facet.id}"]`);
  const badge = part(box, "chosen");
  const list = part(box, "values");
  const rows = new Map(); // label by place of the value
  const view = { all: false, words: "", last: null };
  const redraw = () => view.last && draw(...view.last);
  const more = h("button", { type: "button", className: "x-more", hidden: true });
  more.addEventListener("click", () => {
    view.all = !view.all;
    redraw();
  });
  list.after(more);
  part(box, "find")?.addEventListener("input", (event) => {
    view.words = event.target.value;
    redraw();
  });
  box.addEventListener("toggle", redraw);

  function draw(state, result) {
    const chosen = state.chosen.get(facet.id) ?? new Set();
    badge.textContent = chosen.size ? String(chosen.size) : "";
    if (!box.open) return;
    const { values } = facet.data();
    const counts = result.counts(facet.id);
    const { shown, hidden } = pick(facet, counts, chosen, view);
    const labels = shown.map((place) => row(place));
    for (const [index, place] of shown.entries()) update(labels[index], counts[place], chosen.has(values[place]));
    if (!same(list.children, labels)) list.replaceChildren(...labels);
    list.classList.toggle("none", !labels.length);
    more.hidden = !hidden && !view.all;
    more.textContent = view.all ? "Show fewer" : `Show ${thousands(Math.min(hidden, MANY))} more`;
  }

  function row(place) {
    if (!rows.has(place)) rows.set(place, option(facet, place, families, onChange));
    return rows.get(place);
  }

  return (state, result) => {
    view.last = [state, result];
    draw(state, result);
  };
}

/** Values to show: those with rows or ticked ones, in order, and how many more there would be. */
function pick(facet, counts, chosen, view) {
  const { values, names } = facet.data();
  const words = fold(view.words);
  const ticked = (place) => chosen.has(values[place]);
  const fitting = values.map((_, place) => place)
    .filter((place) => (counts[place] || ticked(place)) && fold(names[place]).includes(words));
  if (!facet.ordered) fitting.sort((a, b) => counts[b] - counts[a] || a - b);
  const limit = view.all || words ? MANY : FEW;
  const shown = fitting.filter((place, index) => index < limit || ticked(place));
  return { shown, hidden: words ? 0 : fitting.length - shown.length };
}

function option(facet, place, families, onChange) {
  const { values, names } = facet.data();
  const value = values[place];
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => onChange(facet.id, value, box.checked));
  const name = h("b", {}, names[place]);
  if (facet.id === "family") name.className = "x-family";
  const family = facet.id === "family" ? families[value] : undefined;
  return h("label", { className: "x-value", "data-family": family }, box, name, h("span", {}));
}

function update(label, count, ticked) {
  const [box, , number] = label.children;
  box.checked = ticked;
  number.textContent = thousands(count);
}

const same = (nodes, wanted) => nodes.length === wanted.length && wanted.every((node, index) => nodes[index] === node);

/** Two numbers, either may stay empty; `value` waits for one unit. */
function makeRange(box, engine, onRange) {
  const name = box.dataset.range;
  const inputs = [...box.querySelectorAll("input")];
  const [least, most] = engine.extent(name);
  if (name !== "value" && least <= most) for (const [index, end] of [least, most].entries()) inputs[index].placeholder = String(end);
  const say = makeProblem(box, inputs);
  let bounds = [null, null]; // as applied
  let timer;
  const apply = () => {
    clearTimeout(timer);
    const typed = inputs.map(read);
    if (String(typed) !== String(bounds)) onRange(name, typed.every((bound) => bound === null) ? null : typed);
  };
  box.addEventListener("change", apply);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => inputs.some((input) => input.validity.badInput) || apply(), QUIET);
  });
  return (state) => {
    bounds = state.ranges[name] ?? [null, null];
    for (const [index, input] of inputs.entries()) write(input, bounds[index]);
    if (name === "value") for (const input of inputs) input.disabled = state.chosen.get("unit")?.size !== 1;
    say(whyEmpty(bounds));
  };
}

const read = (input) => (input.value.trim() === "" ? null : Number(input.value));

/** Leave alone what says the same and may still be typed at. */
function write(input, bound) {
  if (input !== document.activeElement || read(input) !== bound) input.value = bound ?? "";
}

/** Words below two boxes, which the boxes refer to. */
function makeProblem(box, inputs) {
  const note = h("p", { className: "x-problem", id: `problem-${box.dataset.range}` });
  box.append(note);
  for (const input of inputs) input.setAttribute("aria-describedby", note.id);
  return (text) => {
    note.textContent = text;
    for (const input of inputs) input.ariaInvalid = text ? "true" : null;
  };
}
