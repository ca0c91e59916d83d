// The conversation as it is read.

import { find, icon, make, many } from "./dom.js";
import { card, hasScreen } from "./device.js";

const WARNING = "M12 3 2 20h20L12 3zm0 6v5m0 3v.01";
const TICK = "M5 12.5 10 17 19 7";

/** Empty, with what to do first: say the `opening`; `open` says it. */
export function begin(invocation, opening, open) {
  find("transcript").replaceChildren(make("div", { class: "empty" },
    make("h2", {}, `Say “${opening}”`),
    make("p", {}, "This page is an Alexa device on your own machine. It hears what you type or speak, sends the skill what Amazon would send, and says what comes back."),
    make("button", { type: "button", class: "primary", onclick: open }, `Open ${invocation}`),
    make("ul", {},
      make("li", {}, "Answer in your own words, as you would aloud. “Say nothing” is silence."),
      make("li", {}, "Beside the conversation stands what was understood, and why."),
      make("li", {}, "Nothing is sent anywhere, and no conversation is kept when the server stops."))));
}

/** Adds a turn. `choose` shows it in the panels, `again` opens the skill anew; `levels` are the urgencies, if known. */
export function add(turn, { locale, invocation, levels, choose, again, news }) {
  const place = find("transcript");
  place.querySelector(".empty")?.remove();
  place.querySelectorAll(".closed").forEach((line) => line.remove());
  const one = make("article", { class: "turn", id: `turn-${turn.number}`, "aria-label": `Turn ${turn.number}` },
    make("p", { class: turn.said ? "you" : "you silent", lang: turn.said ? locale : null }, make("span", { class: "who" }, "You: "), turn.said || "says nothing"),
    said(turn, locale, levels, news),
    turn.card && !hasScreen() && make("div", { class: "phone" }, make("p", { class: "kind" }, "Card in the Alexa app"), card(turn.card, locale)),
    turn.differences?.length ? make("ul", { class: "differences", "aria-label": "Otherwise than the file expects" }, turn.differences.map((line) => make("li", {}, line))) : null,
    about(turn, choose));
  place.append(one);
  if (turn.ended) {
    place.append(make("p", { class: "closed" }, "The skill is closed.", make("button", { type: "button", onclick: again }, `Open ${invocation} again`)));
  }
  place.scrollTop = place.scrollHeight;
  if (place.scrollHeight <= place.clientHeight) place.lastElementChild.scrollIntoView({ block: "end" });
}

function said(turn, locale, levels, news) {
  const who = make("span", { class: "who" }, "Alexa: ");
  if (!turn.speech) return make("p", { class: "reply nothing" }, who, "Nothing is said. ", turn.exchanges.length ? "" : turn.explanation);
  const words = make("p", { class: "reply", lang: locale }, who, turn.speech);
  if (!news || !turn.outcome) return words;
  const level = levels.find((one) => one.name === turn.outcome.urgency);
  const top = level && level.rank === levels.length - 1;
  const title = level ? `Advice: ${level.words}` : `Outcome: ${turn.outcome.urgency ?? JSON.stringify(turn.outcome)}`;
  return make("section", { class: top ? "advice emergency" : "advice", "aria-label": title },
    make("h3", {}, icon(top ? WARNING : TICK), title), words);
}

function about(turn, choose) {
  const button = make("button", { type: "button", "aria-pressed": "false", "data-turn": turn.number, onclick: () => choose(turn.number, true) }, `Turn ${turn.number}`);
  const intent = turn.understood?.selectedIntent?.name;
  const line = make("p", { class: "about" }, button, intent && make("span", {}, intent), make("span", {}, `${turn.milliseconds} ms`));
  if (turn.error) line.append(make("span", { class: "bad" }, "✕ broken off"));
  if (turn.warnings.length) line.append(make("span", { class: "odd" }, `! ${many(turn.warnings.length, "note")}`));
  if (turn.differences) line.append(turn.differences.length ? make("span", { class: "bad" }, "✕ otherwise than the file") : make("span", { class: "good" }, "✓ as the file expects"));
  return line;
}

/** Marks the turn that the panels show. */
export function mark(number) {
  for (const button of document.querySelectorAll("[data-turn]")) button.setAttribute("aria-pressed", String(Number(button.dataset.turn) === number));
}
