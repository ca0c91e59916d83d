// Save a conversation as a file, and hold a saved one again.

import { find, make } from "./dom.js";
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

/** The dialog that opens a file; `play` gets the conversation that is chosen in it. */
export function opening(play) {
  let found = [];
  find("replay").addEventListener("click", () => { wrong("replay", ""); find("replay-dialog").showModal(); });
  find("replay-file").addEventListener("change", async (event) => {
    const which = find("replay-which"), file = event.target.files[0];
    found = [];
    wrong("replay", "");
    try {
      if (file) found = (await api.read(await file.text())).conversations;
    } catch (error) {
      wrong("replay", error.message);
    }
    which.replaceChildren(...found.map((one, at) => make("option", { value: at }, `${one.name} (${one.turns.length} turns)`)));
    which.disabled = find("replay-do").disabled = !found.length;
  });
  find("replay-do").addEventListener("click", (event) => {
    event.preventDefault();
    find("replay-dialog").close();
    play(found[Number(find("replay-which").value)]);
  });
}

/** The bar that plays a conversation, turn by turn. `begin` starts a new one, `say` says a line and gives the turn. */
export function player({ begin, say }) {
  const bar = find("player");
  let script = null, at = 0, running = false, differing = 0;

  const close = () => { script = null; running = false; bar.hidden = true; bar.replaceChildren(); };

  function draw() {
    const done = at >= script.turns.length;
    const verdict = !at ? "" : differing ? ` ${differing} otherwise than the file expects.` : " All as the file expects.";
    const text = done ? `“${script.name}”: all ${script.turns.length} turns were held.${verdict}` : `“${script.name}”: turn ${at + 1} of ${script.turns.length} is next.${verdict}`;
    const focused = document.activeElement?.dataset?.play;
    bar.replaceChildren(make("p", { role: "status" }, text),
      make("button", { type: "button", class: "primary", "data-play": "next", disabled: done || running, onclick: next }, "Next turn"),
      make("button", { type: "button", "data-play": "all", disabled: done, onclick: all }, running ? "Pause" : "All turns"),
      make("button", { type: "button", "data-play": "close", onclick: close }, "Close"));
    bar.hidden = false;
    const again = focused && bar.querySelector(`[data-play="${focused}"]:not(:disabled)`);
    if (focused) (again || bar.querySelector("[data-play='close']")).focus();
  }

  async function next() {
    const held = script;
    const turn = await say(held.turns[at].say, held.turns[at]);
    if (script !== held) return false;
    if (!turn) { running = false; draw(); return false; }
    at += 1;
    differing += turn.differences?.length ? 1 : 0;
    draw();
    return at < held.turns.length;
  }

  async function all() {
    running = !running;
    draw();
    while (running && await next());
    if (script) { running = false; draw(); }
  }

  async function play(found) {
    close();
    if (!(await begin())) return;
    script = found;
    at = differing = 0;
    draw();
    bar.querySelector("button").focus();
  }
  return { play, close };
}
