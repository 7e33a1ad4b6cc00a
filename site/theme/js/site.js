/* Entry: wires what a page holds. Every page is complete without it. */
import { copyLinks } from "./anchors.js";
import { enhanceTables } from "./tables.js";

// On a narrow screen the menu scrolls: the place where the reader is comes into view.
const menu = document.querySelector(".mainnav");
const here = menu.querySelector("[aria-current]");
if (here) menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;

copyLinks();
enhanceTables();

const search = document.querySelector("[data-search]");
if (search) import("./search.js").then(({ start }) => start(search));

const compare = document.querySelector("[data-compare]");
if (compare) import("./compare/start.js").then(({ start }) => start(compare));

const explore = document.querySelector("[data-explore]");
if (explore) import("./explore/main.js").then(({ start }) => start(explore));

// "/" goes to the search box, as on many reference sites.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-hotkey]");
  if (!box || !box.checkVisibility()) return;
  event.preventDefault();
  box.focus();
});
