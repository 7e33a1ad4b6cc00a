/* Nodes. Text from records enters the page as text, never as markup. */

/** Make an element; properties that the element does not know become attributes. */
export function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** A count of ours, with a comma at each thousand. */
export const thousands = (count) => count.toLocaleString("en");

export const counted = (count, noun, plural = `${noun}s`) => `${thousands(count)} ${count === 1 ? noun : plural}`;

export function callout(kind, title, ...content) {
  return h("div", { className: "callout", "data-kind": kind, role: "note" }, h("p", {}, title), ...content);
}

/** A menu that opens under a button, and closes at Escape and at a click elsewhere. */
export function closeMenus(root) {
  const close = (menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  };
  const open = () => root.querySelectorAll("details.x-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open().forEach(close);
  });
}
