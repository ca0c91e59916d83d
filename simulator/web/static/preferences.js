// What the browser remembers of the page itself. Nothing that was said is among it.

import { find } from "./dom.js";

function kept(name, otherwise) {
  try { return localStorage.getItem(name) ?? otherwise; } catch { return otherwise; }
}
function keep(name, value) {
  try { localStorage.setItem(name, value); } catch { /* a browser may forbid it; then it is not remembered */ }
}

/** Which colours: as the system, light or dark. */
export function look() {
  const choice = find("look");
  const show = () => {
    if (choice.value === "auto") delete document.documentElement.dataset.look;
    else document.documentElement.dataset.look = choice.value;
  };
  choice.value = kept("look", "auto");
  choice.addEventListener("change", () => { keep("look", choice.value); show(); });
  show();
}

/** The switch for the voice; `changed` hears of it. */
export function aloud(changed) {
  const button = find("aloud");
  const set = (on) => { button.setAttribute("aria-checked", String(on)); };
  set(kept("aloud", "true") === "true");
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-checked") !== "true";
    set(on);
    keep("aloud", String(on));
    changed(on);
  });
  return () => button.getAttribute("aria-checked") === "true";
}
