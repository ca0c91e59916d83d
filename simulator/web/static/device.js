// The device: its light, the words for it, and the screen if it has one.

import { find, make } from "./dom.js";

const WORDS = {
  closed: ["Closed", (skill) => `“${skill}” is not open.`],
  listening: ["Listening", () => "It waits for an answer."],
  thinking: ["Thinking", () => "The skill is asked."],
  speaking: ["Speaking", () => "Esc stops the voice."],
  error: ["Broken off", () => "The skill's answer could not be used."],
};

/** Shows a state: closed, listening, thinking, speaking or error. */
export function state(name, skill) {
  const [word, more] = WORDS[name];
  find("stage").dataset.state = name;
  find("state").textContent = word;
  find("state-more").textContent = more(skill);
}

/** Shows a speaker, or an empty screen of a device's shape ({shape, width, height} in its pixels, or null). */
export function kind(screen) {
  const place = find("screen");
  find("stage").dataset.kind = screen ? "screen" : "speaker";
  place.hidden = !screen;
  if (!screen) return;
  place.dataset.shape = screen.shape;
  place.dataset.tall = String(screen.height > screen.width);
  place.style.aspectRatio = `${screen.width} / ${screen.height}`;
}

export const hasScreen = () => !find("screen").hidden;

function face(...children) {
  const one = make("div", { class: "face", tabindex: "0", role: "region", "aria-label": "Screen of the device" }, ...children);
  find("screen").replaceChildren(one);
}

/** The screen when nothing is open. */
export function idle(opening) {
  face(make("p", { class: "idle" }, make("strong", {}, "Good to see you"), `Try “${opening}”`));
}

/** What the screen shows after a turn: the skill's document, else the card, else what is spoken. `touch` takes arguments. */
export function show(turn, locale, opening, touch) {
  if (!hasScreen()) return;
  if (turn.screen) return face(...turn.screen.map((item, at) => drawn(item, at, locale, touch)));
  if (turn.card) return face(card(turn.card, locale), make("p", { class: "kind" }, "Card, also in the Alexa app"));
  if (turn.speech) return face(make("p", { class: "caption", lang: locale }, turn.speech));
  if (turn.ended) idle(opening);
}

/** One thing of a document (APL): texts, places of pictures, and what can be touched. What, not where. */
function drawn(item, at, locale, touch) {
  const words = item.kind === "text" ? item.text : `${item.kind}${item.text ? `: ${item.text}` : ""}`;
  if (item.touch.length) return make("button", { type: "button", class: "touch", lang: locale, onclick: () => touch(item.touch) }, words);
  if (item.kind !== "text") return make("p", { class: "picture" }, words);
  return make("p", { class: at ? "" : "title", lang: locale }, words);
}

/** A card as the Alexa app shows it. */
export function card(found, locale) {
  const permissions = (found.permissions ?? []).join(", ");
  const text = found.content || found.text || (permissions ? `Asks for: ${permissions}` : found.type);
  return make("div", { class: "card", lang: locale }, make("h3", {}, found.title || "Card"), make("p", {}, text));
}
