/* Light, dark or as the system says. A classic script, so that the choice is there before the first paint. */
(() => {
  const MODES = ["system", "light", "dark"];
  const root = document.documentElement;
  const read = () => {
    try {
      const mode = localStorage.getItem("theme");
      return MODES.includes(mode) ? mode : "system";
    } catch {
      return "system"; // storage refused
    }
  };
  const write = (mode) => {
    try {
      localStorage.setItem("theme", mode);
    } catch {
      // the choice then lasts for this page
    }
  };
  root.toggleAttribute("data-asked", location.search !== ""); // what such an address changes need not be shown first
  let mode = read();
  const apply = () => {
    if (mode === "system") delete root.dataset.theme;
    else root.dataset.theme = mode;
  };
  apply();

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    const show = () => {
      const next = MODES[(MODES.indexOf(mode) + 1) % MODES.length];
      button.dataset.mode = mode;
      button.ariaLabel = button.title = `Colours: ${mode}. Change to ${next}`;
    };
    show();
    button.hidden = false;
    button.addEventListener("click", () => {
      mode = MODES[(MODES.indexOf(mode) + 1) % MODES.length];
      write(mode);
      apply();
      show();
    });
  });
})();
