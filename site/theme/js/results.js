/* Search results as list items. */
import { h, link, tag } from "./dom.js";

/** Pagefind marks hits with <mark> inside escaped text: rebuild that as nodes, never as markup. */
function excerpt(html) {
  const paragraph = h("p");
  const parser = new DOMParser();
  html.split(/<mark>(.*?)<\/mark>/s).forEach((piece, index) => {
    const escaped = `<p>${piece.replaceAll("<", "&lt;")}`; // a paragraph keeps the space at its edges
    const text = parser.parseFromString(escaped, "text/html").body.textContent;
    paragraph.append(index % 2 ? h("mark", {}, text) : text);
  });
  return paragraph;
}

function sectionLinks(sections) {
  const links = sections.flatMap(({ title, url }, index) => [index ? ", " : "", link(url, title)]);
  return h("p", { className: "source" }, "In: ", links);
}

const described = (kind, summary) => h("p", { className: "muted" }, [kind, summary].filter(Boolean).join(" · "));

/** A result of Pagefind. */
export function wordResult(data) {
  const { title, kind, summary } = data.meta;
  const sections = (data.sub_results ?? []).filter((sub) => sub.url !== data.url).slice(0, 3);
  const links = sections.length ? sectionLinks(sections) : null;
  return h("li", {}, link(data.url, title ?? data.url), described(kind, summary), excerpt(data.excerpt), links);
}

function numberLine({ printed, marks, about, href }, root) {
  const number = link(new URL(href, root).href, h("b", {}, printed), " ", h("span", {}, about));
  return h("li", {}, number, marks ? [" ", tag(marks)] : null);
}

/** A result of our own: a page found by its name, with the numbers that were meant. */
export function nameResult({ page, path, title, numbers }, root) {
  const lines = numbers.map((number) => numberLine(number, root));
  const below = lines.length ? h("ul", { className: "numbers" }, lines) : page.text ? h("p", {}, page.text) : null;
  return h("li", {}, link(new URL(path, root).href, title ?? page.title), described(page.kind, page.summary), below);
}
