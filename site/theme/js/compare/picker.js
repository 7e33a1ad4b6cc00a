/* The box in which studies are picked: a combobox as the ARIA practices describe it. */
import { h, part } from "../dom.js";
import { fold } from "../words.js";

const SHOWN = 12;

const haystack = (study) => fold([study.id, study.name, study.title, study.cite, study.about, study.words, ...study.was].join(" "));

/** Studies in which every word begins some word or stands inside one; names that begin so come first. */
function find(studies, text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = studies.filter((study) => words.every((word) => haystack(study).includes(word)));
  const begins = (study) => Number(fold(study.name).startsWith(words[0] ?? ""));
  return fits.sort((a, b) => begins(b) - begins(a));
}

export function startPicker(box, studies, { most, chosen, change }) {
  const input = part(box, "add");
  const list = part(box, "options");
  const chips = part(box, "chips");
  let shown = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (next) => {
    if (!shown.length) return;
    active = (next + shown.length) % shown.length;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    const option = list.children[active];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const pick = (study) => {
    input.value = "";
    close();
    change([...chosen(), study.id]);
  };

  const open = () => {
    const free = studies.filter((study) => !chosen().includes(study.id));
    shown = find(free, input.value).slice(0, SHOWN);
    const options = shown.map((study, place) => {
      const option = h("li", { id: `compare-option-${place}`, role: "option", "aria-selected": "false" }, h("b", {}, study.name), h("span", {}, study.title), h("small", {}, `${study.cite} · ${study.about}`));
      option.addEventListener("pointerdown", (event) => event.preventDefault()); // focus stays in the box
      option.addEventListener("click", () => pick(study));
      return option;
    });
    const nothing = h("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No study matches");
    list.replaceChildren(...(options.length ? options : [nothing]));
    list.hidden = false;
    active = -1;
    input.ariaExpanded = "true";
    input.removeAttribute("aria-activedescendant");
  };

  const keys = {
    ArrowDown: () => (list.hidden ? (open(), mark(0)) : mark(active + 1)),
    ArrowUp: () => (list.hidden ? (open(), mark(-1)) : mark(active < 0 ? -1 : active - 1)),
    Enter: () => {
      if (list.hidden) return open();
      if (shown.length) pick(shown[Math.max(active, 0)]);
    },
    Escape: () => (list.hidden ? (input.value = "") : close()),
  };
  input.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", open);
  input.addEventListener("click", open);
  input.addEventListener("blur", close);
  box.addEventListener("submit", (event) => event.preventDefault());

  const chip = (id) => {
    const name = studies.find((study) => study.id === id).name;
    const button = h("button", { type: "button", "aria-label": `Remove ${name}` }, "×");
    button.addEventListener("click", () => {
      change(chosen().filter((other) => other !== id));
      input.focus({ preventScroll: true });
      close();
    });
    return h("li", { className: "chip" }, name, button);
  };

  /** Show what is chosen now. */
  return () => {
    const none = h("li", { className: "muted" }, "No study chosen yet: two to four make a comparison");
    chips.replaceChildren(...(chosen().length ? chosen().map(chip) : [none]));
    const full = chosen().length >= most;
    input.disabled = full;
    part(box, "label").textContent = full ? `${most} studies are chosen, the most there can be` : "Add a study";
  };
}
