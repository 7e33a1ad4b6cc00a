/* The search page. Names and numbers come from an index of our own, at once; words of pages from Pagefind's.
   A facet without a word would make Pagefind load all of its index, so that is answered from our own. */
import { append, tick } from "./chosen.js";
import { part } from "./dom.js";
import { facetState, renderFacets } from "./facets.js";
import { isAbout, load } from "./finder.js";
import { counted } from "./phrases.js";
import { nameResult, wordResult } from "./results.js";

const PAGE = 10;
const WAIT = 50; // ms of quiet before Pagefind is asked

function readUrl() {
  const query = new URLSearchParams(location.search);
  const chosen = new Map();
  for (const [name, value] of query) {
    if (name !== "q") tick(chosen, name, value, true);
  }
  return { term: query.get("q") ?? "", chosen };
}

function writeUrl(term, chosen) {
  const query = new URLSearchParams(term ? { q: term } : {});
  append(query, chosen);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}

/** Arrow keys walk from the box through the results and back; Escape returns to the box. */
function walk(root, input) {
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== input) return input.focus();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const inResults = event.target === input || event.target.closest("[data-results]");
    if (!step || !inResults) return;
    const stops = [input, ...root.querySelectorAll("[data-results] li > a")];
    const current = Math.max(stops.indexOf(event.target), 0);
    event.preventDefault();
    stops[Math.min(Math.max(current + step, 0), stops.length - 1)].focus();
  });
}

/** An answer of Pagefind; an empty one where none of its first results is about what was asked. */
async function asked(pagefind, text, options) {
  const answer = await pagefind.search(text, options);
  const first = await Promise.all(answer.results.slice(0, PAGE).map((result) => result.data()));
  const about = !first.length || first.some((data) => isAbout(data, text));
  return about ? answer : { results: [], totalFilters: {}, unfilteredResultCount: 0 };
}

export async function start(root) {
  const input = part(root, "term");
  const list = part(root, "results");
  const more = part(root, "more");
  const narrow = part(root, "narrow");
  const state = facetState(part(root, "facets"));
  const site = new URL(root.dataset.root, document.baseURI);
  let waiting = []; // results that are not yet shown, as functions that make list items
  let turn = 0;

  const say = (text) => (part(root, "status").textContent = text);
  const loading = load(new URL("search/", site));
  const pagefind = import(new URL("pagefind/pagefind.js", site)).then(async (module) => {
    await module.init();
    await module.filters(); // their counts come with every answer from here on
    return module;
  });

  const named = (hits) => hits.map((hit) => nameResult(hit, site));
  const addresses = () => new Set([...list.querySelectorAll(":scope > li > a")].map((link) => link.pathname));

  async function showMore() {
    const mine = turn;
    const from = list.children.length;
    const items = await Promise.all(waiting.splice(0, PAGE).map((make) => make()));
    if (mine !== turn) return;
    const shown = addresses();
    list.append(...items.filter((item) => !shown.has(item.querySelector("a").pathname)));
    more.hidden = !waiting.length;
    return list.children[from];
  }

  function show(items, rest, text) {
    list.replaceChildren(...items);
    waiting = rest;
    more.hidden = true;
    say(text);
  }

  /** Facets alone: every page under them; nothing chosen: hints. */
  async function browse(finder) {
    const under = state.chosen.size ? finder.under(state.chosen) : [];
    show([], under.map((hit) => () => nameResult(hit, site)), state.chosen.size ? counted(under.length, "result") : "");
    await showMore();
  }

  async function search(term, finder, mine, redraw) {
    let hits = finder.find(term, state.chosen);
    const near = hits.length ? null : finder.correct(term);
    if (near) hits = finder.find(near, state.chosen);
    if (hits.length) show(named(hits), [], "");
    else if (!list.children.length) say("Searching…");
    await new Promise((resolve) => setTimeout(resolve, WAIT));
    if (mine !== turn) return;
    const words = await pagefind;
    const ask = (text) => asked(words, finder.telling(text), { filters: state.query() });
    let answer = await ask(term);
    if (near && !answer.unfilteredResultCount) answer = await ask(near);
    if (mine !== turn) return;
    if (redraw) renderFacets(state, answer.totalFilters);
    const found = Math.max(answer.results.length, hits.length);
    if (!found) return show([], [], nothing(term, answer));
    if (!hits.length) list.replaceChildren(); // what is shown stays: someone may be walking through it
    waiting = answer.results.map((result) => async () => wordResult(await result.data()));
    say(near && hits.length ? `${counted(found, "result")}, with “${near}” for “${term}”` : counted(found, "result"));
    await showMore();
  }

  function nothing(term, answer) {
    return state.chosen.size && answer.unfilteredResultCount
      ? `Nothing under these facets; ${answer.unfilteredResultCount} without them`
      : `Nothing found for “${term}”. Try fewer or shorter words, a drug, a measure or an identifier.`;
  }

  async function run(redraw = true) {
    const mine = ++turn;
    const term = input.value.trim();
    const finder = await loading;
    if (mine !== turn) return;
    writeUrl(term, state.chosen);
    part(root, "hints").hidden = Boolean(term || state.chosen.size);
    if (term) return search(term, finder, mine, redraw);
    if (redraw) renderFacets(state, finder.totals());
    return browse(finder);
  }

  const update = (redraw) =>
    run(redraw).catch(() =>
      show([], [], "The search index could not be loaded. The lists of studies, measures and treatments work without it."),
    );

  input.addEventListener("input", () => update());
  part(root, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  part(root, "facets").addEventListener("change", () => update(false));
  more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());
  walk(root, input);

  narrow.open = matchMedia("(min-width: 60rem)").matches;
  const { term, chosen } = readUrl();
  state.chosen = chosen;
  input.value = input.value || term;
  await update();
}
