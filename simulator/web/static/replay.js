// Save a conversation as a file, and hold a saved one again.

import { find, make, many } from "./dom.js";
import * as api from "./api.js";

for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());

function wrong(name, line) {
  find(`${name}-wrong`).textContent = line;
  find(`${name}-wrong`).hidden = !line;
}

/** The dialog that saves; `current` gives the conversation that is held now. */
export function saving(current) {
  find("save").addEventListener("click", () => { wrong("save", ""); find("save-dialog").showModal(); });
  find("save-do").addEventListener("click", async (event) => {
    event.preventDefault();
    const field = find("save-name");
    if (!field.reportValidity()) return;
    try {
      const { file, text } = await api.file(current().id, field.value);
      const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
      make("a", { href: address, download: file }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
      find("save-dialog").close();
    } catch (error) {
      wrong("save", error.message);
    }
  });
}

/** The dialog that opens a file; `begin` gets its text, and which conversation of it is chosen. */
export function opening(begin) {
  let text = "";
  find("replay").addEventListener("click", () => {
    find("replay-file").value = ""; // or a file that was changed meanwhile could not be chosen again
    find("replay-which").replaceChildren();
    find("replay-which").disabled = find("replay-do").disabled = true;
    wrong("replay", "");
    find("replay-dialog").showModal();
  });
  find("replay-file").addEventListener("change", async (event) => {
    const which = find("replay-which"), file = event.target.files[0];
    let found = [];
    wrong("replay", "");
    try {
      text = file ? await file.text() : "";
      if (file) found = (await api.read(text)).conversations;
    } catch (error) {
      wrong("replay", error.message);
    }
    which.replaceChildren(...found.map((one, at) => make("option", { value: at }, `${one.name} (${many(one.steps.length, "turn")})`)));
    which.disabled = find("replay-do").disabled = !found.length;
  });
  find("replay-do").addEventListener("click", (event) => {
    event.preventDefault();
    find("replay-dialog").close();
    begin({ text, which: Number(find("replay-which").value) });
  });
}

/** The bar that plays a conversation, turn by turn; `next` does its next turn, and gives it; `spoken` waits for the voice. */
export function player(next, spoken) {
  const bar = find("player");
  let script = null, at = 0, running = false, differing = 0;

  const close = () => { script = null; running = false; bar.hidden = true; bar.replaceChildren(); };

  function draw() {
    const done = at >= script.steps;
    const verdict = !at ? "" : differing ? ` ${many(differing, "turn")} otherwise than the file expects.` : " All as the file expects.";
    const text = done ? `“${script.name}”: all ${many(script.steps, "turn")} held.${verdict}` : `“${script.name}”: turn ${at + 1} of ${script.steps} is next.${verdict}`;
    const focused = document.activeElement?.dataset?.play;
    bar.replaceChildren(make("p", { role: "status" }, text),
      make("button", { type: "button", class: "primary", "data-play": "next", disabled: done || running, onclick: one }, "Next turn"),
      make("button", { type: "button", "data-play": "all", disabled: done, onclick: all }, running ? "Pause" : "All turns"),
      make("button", { type: "button", "data-play": "close", onclick: close }, "Close"));
    bar.hidden = false;
    if (focused) (bar.querySelector(`[data-play="${focused}"]:not(:disabled)`) ?? bar.querySelector("[data-play='close']")).focus();
  }

  async function one() {
    const held = script;
    const turn = await next();
    if (script !== held) return false;
    if (!turn) { running = false; draw(); return false; }
    at += 1;
    differing += turn.differences?.length ? 1 : 0;
    draw();
    return at < held.steps;
  }

  async function all() {
    running = !running;
    draw();
    while (running && await one()) await spoken();
    if (script) { running = false; draw(); }
  }

  /** `found` is {name, steps, place}, `turns` those that were held before the page was loaded. */
  function play(found, turns) {
    script = found;
    at = found.place;
    differing = turns.filter((turn) => turn.differences?.length).length;
    running = false;
    draw();
    bar.querySelector("button:not(:disabled)").focus();
  }
  return { play, close };
}
