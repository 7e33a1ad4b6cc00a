/* The page that puts studies side by side: reads the address, loads, shows. */
import { callout, h, link, part } from "../dom.js";
import { listed } from "../phrases.js";
import { distance } from "../suggest.js";
import { SECTIONS, aligned, alone, byMeasure, matched, traits } from "./align.js";
import { differences, warnings } from "./cautions.js";
import { startPicker } from "./picker.js";
import { MOST, address, alike, asked, near, resolve } from "./state.js";
import { aloneLists, resultTable, traitTable } from "./tables.js";

const TITLES = {
  baseline: "Baseline",
  outcomes: "Outcomes at the same time",
  effects: "Effects within each study",
  safety: "Safety",
};
const loaded = new Map();

async function load(root, id) {
  if (!loaded.has(id)) {
    const answer = await fetch(`${root}studies/${encodeURIComponent(id)}/compare.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    loaded.set(id, await answer.json());
  }
  return loaded.get(id);
}

const section = (title, ...children) => h("section", { className: "section" }, h("h2", {}, title), ...children);

function resultSection(studies, root, name, rows) {
  const found = byMeasure(matched(rows));
  if (!found.length) return section(TITLES[name], h("p", { className: "muted" }, "Nothing is reported by more than one of them."));
  const lead = name === "effects" ? h("p", { className: "muted" }, "A vs B: the effect of A against B, the reference, measured inside one study.") : null;
  return section(TITLES[name], lead, ...(name === "outcomes" ? warnings(rows) : []), resultTable(TITLES[name], studies, root, found, name === "outcomes"));
}

/** Everything about the studies, as elements. */
function comparison(studies, root) {
  const rows = new Map(SECTIONS.map((name) => [name, aligned(studies, name)]));
  const only = SECTIONS.flatMap((name) => alone(rows.get(name)));
  return [
    section("What differs", differences(studies, rows.get("outcomes"))),
    section("Design and population", traitTable(studies, root, traits(studies))),
    ...SECTIONS.map((name) => resultSection(studies, root, name, rows.get(name))),
    section("Reported by one study only", h("p", { className: "muted" }, "Without a partner of the same measure, statistic and time."), ...aloneLists(studies, root, only)),
  ];
}

function messages(studies, { chosen, extra, wrong }) {
  const go = (id) => address([...chosen, id].slice(-MOST));
  const found = wrong.map((id) => {
    const links = near(studies, id, distance).flatMap((study, place) => [place ? ", " : "", link(go(study.id), `${study.name} (${study.id})`)]);
    return callout("warning", `There is no study “${id}”`, ["The nearest are ", ...links, "."]);
  });
  if (extra.length) found.push(callout("info", `${MOST} studies at most`, `Left out: ${listed(extra)}.`));
  return found;
}

function suggestions(studies, id) {
  const own = studies.find((study) => study.id === id);
  const links = alike(studies, id).map((study) => h("li", {}, h("a", { className: "button", href: address([id, study.id]) }, study.name)));
  return [h("h2", {}, `Choose a study to compare with ${own.name}`), links.length ? h("p", { className: "muted" }, "These give the same treatment:") : null, h("ul", { className: "actions" }, links)].filter(Boolean);
}

export async function start(box) {
  const { root } = box.dataset;
  const title = document.title;
  let turn = 0;
  let studies = [];
  let state = { chosen: [], extra: [], wrong: [] };

  const failed = (what, again) => {
    const button = h("button", { type: "button", className: "button" }, "Try again");
    button.addEventListener("click", again);
    part(box, "status").textContent = "";
    part(box, "out").replaceChildren(callout("danger", `${what} could not be loaded`, ["The connection may be down. ", button]));
  };

  const show = async () => {
    const own = ++turn;
    state = resolve(studies, asked());
    const { chosen } = state;
    refresh();
    part(box, "messages").replaceChildren(...messages(studies, state));
    part(box, "near").replaceChildren(...(chosen.length === 1 ? suggestions(studies, chosen[0]) : []));
    part(box, "empty").hidden = chosen.length > 0;
    part(box, "out").replaceChildren();
    document.title = title;
    if (chosen.length < 2) {
      part(box, "status").textContent = "";
      return;
    }
    part(box, "status").textContent = `Loading ${chosen.length} studies …`;
    try {
      const sides = await Promise.all(chosen.map((id) => load(root, id)));
      if (own !== turn) return; // another choice was made meanwhile
      part(box, "out").replaceChildren(...comparison(sides, root));
      const names = listed(sides.map((side) => side.name));
      part(box, "status").textContent = `${names}, side by side. Each number leads to its place and source.`;
      document.title = title.replace(/^[^·]*/, `${names} compared `);
    } catch {
      if (own === turn) failed("These studies", show);
    }
  };

  const change = (ids) => {
    history.pushState(null, "", address(ids));
    show();
  };
  let refresh = () => {};

  const begin = async () => {
    part(box, "status").textContent = "Loading the list of studies …";
    try {
      const answer = await fetch(`${root}compare/studies.json`);
      if (!answer.ok) throw new Error(String(answer.status));
      studies = await answer.json();
    } catch {
      return failed("The list of studies", begin);
    }
    refresh = startPicker(part(box, "picker"), studies, { most: MOST, chosen: () => state.chosen, change });
    box.addEventListener("click", (event) => {
      const to = event.target.closest("a[href]");
      if (!to || to.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, "", to.href);
      show();
    });
    addEventListener("popstate", show);
    return show();
  };
  await begin();
}
