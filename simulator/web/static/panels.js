// The tabs beside the conversation, and which turn they show.

import { find, make, many } from "./dom.js";
import { understood } from "./understood.js";
import { rules } from "./rules.js";
import { envelopes } from "./json.js";

const NAMES = ["understood", "rules", "json", "notes"];
const tab = (name) => find(`tab-${name}`);
const there = () => NAMES.filter((name) => !tab(name).hidden);

export function open(name) {
  for (const one of NAMES) {
    const chosen = one === name;
    tab(one).setAttribute("aria-selected", String(chosen));
    tab(one).tabIndex = chosen ? 0 : -1;
    find(`panel-${one}`).hidden = !chosen;
  }
}

/** Makes the tabs work. `inside`: whether the skill shows its rules. */
export function prepare(inside) {
  tab("rules").hidden = !inside;
  for (const name of NAMES) {
    tab(name).addEventListener("click", () => open(name));
    tab(name).addEventListener("keydown", (event) => {
      const names = there(), at = names.indexOf(name);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = names[(to + names.length) % names.length];
      open(next);
      tab(next).focus();
    });
  }
  show(null, 0, []);
}

/** Shows a turn of `count`, or none. */
export function show(turn, count, levels) {
  find("which").textContent = turn ? `Turn ${turn.number} of ${count}` : "Look inside";
  find("earlier").disabled = !turn || turn.number <= 1;
  find("later").disabled = !turn || turn.number >= count;
  find("panel-understood").replaceChildren(...(turn ? understood(turn) : nothing("Here stands which intent the words reached, by which sample, and which others came near.")));
  find("panel-rules").replaceChildren(...(turn ? rules(turn.insight, levels) : nothing("Here stand the rules that hold, the questions that are still open, and how urgent it is so far.")));
  find("panel-json").replaceChildren(...(turn ? envelopes(turn) : nothing("Here stand the requests that the skill got, and its responses.")));
  find("panel-notes").replaceChildren(...(turn ? notes(turn) : nothing("Here stands what a device would silently ignore or do otherwise, and why a session broke off.")));
  const found = turn ? turn.warnings.length + (turn.error ? 1 : 0) : 0;
  find("notes-count").hidden = !found;
  find("notes-count").textContent = found || "";
  find("notes-count").setAttribute("aria-label", `: ${found}`);
}

function nothing(what) {
  return [make("p", { class: "quiet" }, "Nothing was said yet. ", what)];
}

function notes(turn) {
  const found = turn.warnings.map((line) => make("p", { class: "note" }, make("strong", {}, "Note"), line));
  if (turn.error) {
    const [first, ...trace] = turn.error.split("\n");
    found.unshift(make("div", { class: "note bad" }, make("strong", {}, "Error: the session ends"), first,
      trace.length ? make("details", {}, make("summary", {}, "Traceback"), make("pre", { tabindex: "0" }, trace.join("\n"))) : null));
  }
  if (!found.length) return [make("p", { class: "quiet" }, "Nothing to warn of in this turn.")];
  return [make("section", { "aria-label": many(found.length, "note") }, found)];
}
