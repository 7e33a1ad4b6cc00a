/* Entry: wires what a page holds. Every page is complete without it. */
import { copyLinks } from "./anchors.js";
import { enhanceTables } from "./tables.js";

copyLinks();
enhanceTables();

const search = document.querySelector("[data-search]");
if (search) import("./search.js").then(({ start }) => start(search));

// "/" goes to the search box, as on many reference sites.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-hotkey]");
  if (!box || !box.checkVisibility()) return;
  event.preventDefault();
  box.focus();
});
