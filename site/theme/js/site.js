/* Entry: wires what a page holds. Every page is complete without it. */
import { copyLinks } from "./anchors.js";
import { enhanceTables } from "./tables.js";

// On a narrow screen the menu scrolls: the place where the reader is comes into view.
const menu = document.querySelector(".mainnav");
const here = menu.querySelector("[aria-current]");
if (here) menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;

copyLinks();
enhanceTables();

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Scripts of a page that does more wait for its first paint; then they are asked for all at once. */
async function begin(name, module) {
  const root = document.querySelector(`[data-${name}]`);
  if (!root) return;
  await painted();
  for (const href of root.dataset.scripts?.split(" ").filter(Boolean) ?? []) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  }
  const { start } = await import(module);
  await start(root);
}
const begun = [begin("search", "./search.js"), begin("compare", "./compare/start.js"), begin("explore", "./explore/main.js")];
Promise.all(begun).then(() => (document.documentElement.dataset.ready = "")); // for whoever watches, as tests do

// "/" goes to the search box, as on many reference sites.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-hotkey]");
  if (!box || !box.checkVisibility()) return;
  event.preventDefault();
  box.focus();
});
