// What the language step made of the words.

import { make } from "./dom.js";

const HOW = { "built-in": "a phrase of a built-in intent", exact: "by a sample, word for word", similar: "like a sample", elicited: "the slot that was asked for: it yields only to what fits clearly better", fallback: "nothing fits well enough" };

export function understood(turn) {
  const found = turn.understood;
  const said = make("section", {}, make("h3", {}, "Said"), make("p", {}, turn.said ? `“${turn.said}”` : "Nothing: nobody answered."));
  if (!found) {
    return [said, make("section", {}, make("h3", {}, "Understood"), make("p", { class: "quiet" }, `Not needed: ${turn.explanation}.`)), device(turn)];
  }
  const asked = found.multiTurn?.dialogAct;
  const readings = 1 + found.consideredIntents.length; // the explanation tells these first, a line for each
  const more = turn.explanation.split("\n").slice(readings);
  return [
    said,
    make("section", {}, make("h3", {}, "Understood as"),
      found.selectedIntent ? reading(found.selectedIntent, true) : make("p", { class: "quiet" }, "No intent fits."),
      asked && make("p", { class: "quiet" }, `Asked for before: slot ${asked.targetSlot} (${asked.type}).`),
      more.map((line) => make("p", { class: "quiet" }, line))),
    make("section", {}, make("h3", {}, "Runners-up ", make("span", { class: "of" }, found.consideredIntents.length ? "best first" : "")),
      found.consideredIntents.length ? found.consideredIntents.map((one) => reading(one, false)) : make("p", { class: "quiet" }, "No other intent came near.")),
    device(turn),
  ];
}

function reading(one, chosen) {
  const score = Number(one.score ?? 0);
  const slots = Object.entries(one.slots ?? {});
  return make("div", { class: chosen ? "box chosen" : "box" },
    make("p", { class: "head" }, make("strong", {}, one.name), make("span", { class: "score" }, `score ${score.toFixed(2)}`)),
    make("meter", { min: 0, max: 1, value: Math.min(1, score), "aria-label": `Score of ${one.name}` }, score.toFixed(2)),
    make("p", { class: "quiet" }, HOW[one.how] ?? one.how ?? ""),
    one.sample ? make("p", { class: "sample" }, ...sample(one.sample)) : null,
    slots.length ? make("dl", { class: "pairs" }, slots.flatMap(([name, slot]) => [make("dt", {}, name), make("dd", {}, words(slot))])) : null);
}

function sample(text) {
  return text.split(/(\{[^}]*\})/).filter(Boolean).map((piece) => (piece.startsWith("{") ? make("b", {}, piece) : piece));
}

function words(slot) {
  return slot.value ?? (slot.slotValue?.values ?? []).map((one) => (typeof one === "string" ? one : one.value)).join(" · ");
}

function device(turn) {
  const pairs = [
    ["reprompt", turn.reprompt ?? "none"],
    ["asking", turn.asking.join(", ") || "nothing"],
    ["session", turn.ended ? "closed" : "open"],
    ["time", `${turn.milliseconds} ms of 8000`],
  ];
  return make("section", {}, make("h3", {}, "After this turn"),
    make("dl", { class: "pairs" }, pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])));
}
