/* A click on an anchor beside a number copies its address. */
const toast = () => {
  const box = document.querySelector(".toast") ?? document.createElement("div");
  box.className = "toast";
  box.role = "status";
  document.body.append(box);
  return box;
};

export function copyLinks() {
  if (!navigator.clipboard) return; // plain http: the link still works as a link
  const box = toast();
  let timer;
  document.addEventListener("click", async (event) => {
    const anchor = event.target.closest("a.anchor");
    if (!anchor) return;
    try {
      await navigator.clipboard.writeText(anchor.href);
      box.textContent = "Link copied";
    } catch {
      box.textContent = "The address is in the address bar";
    }
    clearTimeout(timer);
    timer = setTimeout(() => (box.textContent = ""), 2500);
  });
}
