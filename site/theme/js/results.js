/* Search results as list items. Text from records enters the page as text nodes only. */
function element(tag, text, className = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

function linkTo(text, href) {
  const link = element("a", text);
  link.href = href;
  return link;
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

function sectionLinks(sections) {
  const line = element("p", "In: ", "source");
  sections.forEach(({ title, url }, index) => line.append(index ? ", " : "", linkTo(title, url)));
  return line;
}

const described = (kind, summary) => element("p", [kind, summary].filter(Boolean).join(" · "), "muted");

/** A result of Pagefind. */
export function wordResult(data) {
  const item = document.createElement("li");
  item.append(linkTo(data.meta.title ?? data.url, data.url), described(data.meta.kind, data.meta.summary));
  item.append(excerpt(data.excerpt));
  const sections = (data.sub_results ?? []).filter((sub) => sub.url !== data.url).slice(0, 3);
  if (sections.length) item.append(sectionLinks(sections));
  return item;
}

function numberLine({ printed, marks, about, href }, root) {
  const line = document.createElement("li");
  const link = linkTo("", new URL(href, root).href);
  link.append(element("b", printed), " ", element("span", about));
  line.append(link);
  if (marks) line.append(" ", element("span", marks, "tag"));
  return line;
}

/** A result of our own: a page found by its name, with the numbers that were meant. */
export function nameResult({ page, path, title, numbers }, root) {
  const item = document.createElement("li");
  item.append(linkTo(title ?? page.title, new URL(path, root).href), described(page.kind, page.summary));
  if (numbers.length) {
    const list = document.createElement("ul");
    list.className = "numbers";
    list.append(...numbers.map((number) => numberLine(number, root)));
    item.append(list);
  } else if (page.text) item.append(element("p", page.text));
  return item;
}
