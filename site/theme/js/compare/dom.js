/* Elements from plain data. Text only ever becomes text. */

/** el("td", { class: "x" }, "text", child, ...): null and "" are left out. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export const link = (href, ...children) => el("a", { href }, ...children);

export function callout(kind, title, ...text) {
  return el("div", { class: "callout", "data-kind": kind, role: "note" }, el("p", {}, title), text.length ? el("p", {}, ...text) : null);
}

/** "a, b and c" */
export function listed(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
