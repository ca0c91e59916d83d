// Requests and responses as JSON.

import { make } from "./dom.js";

const PIECE = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function envelopes(turn) {
  if (!turn.exchanges.length) return [make("p", { class: "quiet" }, "The skill was not asked in this turn. ", turn.explanation)];
  return turn.exchanges.flatMap(({ request, response }, at) => [
    envelope(`Request: ${title(request)}`, request, at === 0 && turn.exchanges.length === 1),
    envelope("Response", response, at === 0),
  ]);
}

function title(request) {
  const asked = request?.request ?? {};
  return asked.intent?.name ?? [asked.type, asked.reason].filter(Boolean).join(" ");
}

function envelope(name, found, open) {
  const text = JSON.stringify(found, null, 2);
  const bytes = new TextEncoder().encode(JSON.stringify(found)).length;
  const pre = make("pre", { tabindex: "0", "aria-label": name });
  pre.append(...coloured(text));
  const copy = make("button", { type: "button", class: "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Select it and copy by hand";
    }
    setTimeout(() => { copy.textContent = "Copy"; }, 2000);
  });
  return make("details", { class: "envelope", open }, make("summary", {}, make("span", {}, name), make("small", {}, `${bytes.toLocaleString("en")} bytes`)), pre, copy);
}

function* coloured(text) {
  let at = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > at) yield text.slice(at, match.index);
    const [whole, words, colon] = match;
    yield make("span", { class: words ? (colon ? "json-key" : "json-text") : "json-plain" }, words ?? whole);
    if (colon) yield colon;
    at = match.index + whole.length;
  }
  yield text.slice(at);
}
