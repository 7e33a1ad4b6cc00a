/* The search page, on Pagefind's index. Text from records enters the page as text nodes only.
   A facet without a word would download the whole index, so facets appear with results. */
import { facetState, renderFacets } from "./facets.js";
import { nearest, vocabulary } from "./suggest.js";

const PAGE = 10;
const WAIT = 90; // ms of quiet before a search

const part = (root, name) => root.querySelector(`[data-${name}]`);

function element(tag, text, className = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

/** Pagefind marks hits with <mark> inside escaped text: rebuild that as nodes, never as markup. */
function excerpt(html) {
  const paragraph = document.createElement("p");
  const parser = new DOMParser();
  html.split(/<mark>(.*?)<\/mark>/s).forEach((piece, index) => {
    const escaped = `<p>${piece.replaceAll("<", "&lt;")}`; // a paragraph keeps the space at its edges
    const text = parser.parseFromString(escaped, "text/html").body.textContent;
    paragraph.append(index % 2 ? element("mark", text) : text);
  });
  return paragraph;
}

function resultItem(data) {
  const item = document.createElement("li");
  const link = element("a", data.meta.title ?? data.url);
  link.href = data.url;
  item.append(link, element("p", [data.meta.kind, data.meta.summary].filter(Boolean).join(" · "), "muted"));
  item.append(excerpt(data.excerpt));
  const sections = (data.sub_results ?? []).filter((sub) => sub.url !== data.url).slice(0, 3);
  if (sections.length) item.append(sectionLinks(sections));
  return item;
}

function sectionLinks(sections) {
  const line = element("p", "In: ", "source");
  sections.forEach((section, index) => {
    const link = element("a", section.title);
    link.href = section.url;
    line.append(index ? ", " : "", link);
  });
  return line;
}

function readUrl() {
  const query = new URLSearchParams(location.search);
  const chosen = new Map();
  for (const [name, value] of query) {
    if (name !== "q") chosen.set(name, (chosen.get(name) ?? new Set()).add(value));
  }
  return { term: query.get("q") ?? "", chosen };
}

function writeUrl(term, chosen) {
  const query = new URLSearchParams(term ? { q: term } : {});
  for (const [name, values] of chosen) for (const value of values) query.append(name, value);
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
    const current = event.target.closest("li")?.querySelector("a") ?? input;
    event.preventDefault();
    stops[Math.min(Math.max(stops.indexOf(current) + step, 0), stops.length - 1)].focus();
  });
}

export async function start(root) {
  const input = part(root, "term");
  const list = part(root, "results");
  const more = part(root, "more");
  const status = part(root, "status");
  const narrow = part(root, "narrow");
  const state = facetState(part(root, "facets"));
  let found = [];
  let words = [];
  let turn = 0;

  const say = (text) => (status.textContent = text);
  const source = new URL(root.dataset.pagefind, document.baseURI);
  const loading = import(source).then(async (pagefind) => {
    await pagefind.init();
    words = vocabulary(await pagefind.filters()); // counts come with every answer from here on
    return pagefind;
  });

  async function showMore() {
    const mine = turn;
    const from = list.children.length;
    const pages = await Promise.all(found.slice(from, from + PAGE).map((result) => result.data()));
    if (mine !== turn) return;
    if (!from) list.replaceChildren();
    list.append(...pages.map(resultItem));
    more.hidden = list.children.length >= found.length;
    if (from) list.children[from].querySelector("a").focus();
  }

  function clear(text) {
    found = [];
    list.replaceChildren();
    more.hidden = true;
    say(text);
  }

  function showEmpty(term, answer) {
    clear(
      state.chosen.size && answer.unfilteredResultCount
        ? `Nothing under these facets; ${answer.unfilteredResultCount} without them`
        : `Nothing found for “${term}”. Try fewer or shorter words, a drug, a measure or an identifier.`,
    );
  }

  async function run(facetsChanged = false) {
    const mine = ++turn;
    const term = input.value.trim();
    writeUrl(term, state.chosen);
    part(root, "hints").hidden = Boolean(term);
    part(root, "layout").classList.toggle("has-results", Boolean(term));
    narrow.hidden = !term;
    if (!term) return clear("");
    if (!list.children.length) say("Searching…");
    const pagefind = await loading;
    const ask = (text) => pagefind.search(text, { filters: state.query() });
    let answer = await ask(term);
    const near = answer.unfilteredResultCount ? null : nearest(term, words);
    if (near) answer = await ask(near);
    if (mine !== turn) return;
    if (!facetsChanged) renderFacets(state, answer.totalFilters);
    if (!answer.results.length) return showEmpty(term, answer);
    found = answer.results;
    const count = `${found.length} ${found.length === 1 ? "result" : "results"}`;
    say(near ? `Nothing found for “${term}”. ${count} for “${near}”` : count);
    list.replaceChildren();
    await showMore();
  }

  const search = (facetsChanged) =>
    run(facetsChanged).catch(() =>
      clear("The search index could not be loaded. The lists of studies, measures and treatments work without it."),
    );

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  part(root, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  part(root, "facets").addEventListener("change", () => search(true));
  more.addEventListener("click", () => showMore());
  walk(root, input);

  narrow.open = matchMedia("(min-width: 60rem)").matches;
  const { term, chosen } = readUrl();
  state.chosen = chosen;
  input.value = input.value || term;
  if (input.value) await search();
}
