/* Nodes, wherever a script makes them. Text from records enters the page as text, never as markup. */

/** Make an element; properties that the element does not know become attributes, and what is absent is left out. */
export function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** The part of a page that the server marked `data-<name>`. */
export const part = (root, name) => root.querySelector(`[data-${name}]`);

export const link = (href, ...children) => h("a", { href }, ...children);

export const tag = (text, kind) => h("span", { className: "tag", "data-kind": kind }, text);

/** A note: a title, what it says (a text, or a list of texts and nodes), and what stands below. */
export function callout(kind, title, said, ...below) {
  return h("div", { className: "callout", "data-kind": kind, role: "note" }, h("p", {}, title), h("p", {}, said), ...below);
}
