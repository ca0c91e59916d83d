// The page: one conversation with one device.

import { find, make } from "./dom.js";
import * as api from "./api.js";
import * as device from "./device.js";
import * as panels from "./panels.js";
import * as preferences from "./preferences.js";
import * as replay from "./replay.js";
import * as transcript from "./transcript.js";
import * as voice from "./voice.js";

let talk = null;        // {id, locale, device, invocation, turns}
let levels = [];
let devices = [];
let shown = 0;          // the number of the turn in the panels
let busy = false;
let begun = 0;          // how many conversations were begun
let begin = null;       // the beginning of the last one
let spoken = Promise.resolve();  // when the last reply is spoken to its end
const isAloud = preferences.aloud((on) => { if (!on) hush(); explain(); });

// ---- what went wrong ---------------------------------------------------------------------------------------------

function notice(line, word, action) {
  const place = find("notice");
  place.hidden = !line;
  place.replaceChildren(...(line ? [make("span", {}, line), make("button", { type: "button", onclick: () => { notice(""); action(); } }, word)] : []));
}

/** Does what needs the server; when it fails, says why and offers the next thing to do. Gives undefined then. */
async function attempt(work, again) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof api.Gone) notice("This conversation is not kept any more: the server was started anew, or it was left alone too long.", "New conversation", () => fresh());
    else if (error instanceof api.Lost) notice(error.message, "Try again", again);
    else if (error instanceof api.Refused) notice(`That was not done: ${error.message}.`, "Close", () => find("say").focus());
    else throw error;
    return undefined;
  }
}

// ---- the conversation --------------------------------------------------------------------------------------------

const isOpen = () => talk.turns.length > 0 && !talk.turns.at(-1).ended;

function rest() {
  const last = talk.turns.at(-1);
  device.state(last?.error ? "error" : isOpen() ? "listening" : "closed", talk.invocation);
  find("say").placeholder = isOpen() ? "Your answer" : talk.opening;
}

function hush() {
  voice.stop();
}

function take(found) {
  talk = { ...found, turns: [] };
  try { sessionStorage.setItem("conversation", talk.id); } catch { /* then a reload begins anew */ }
  find("locale").value = talk.locale;
  find("device").value = talk.device;
  document.title = `${talk.invocation} – Local Alexa`;
  device.kind(devices.find((one) => one.name === talk.device)?.screen ?? null);
  device.idle(talk.opening);
  transcript.begin(talk.invocation, talk.opening, () => say(talk.opening));
  for (const turn of found.turns) add(turn);
  if (!found.turns.length) choose(0);
  rest();
  explain();
  if (found.replay) player.play(found.replay, found.turns);
}

function add(turn) {
  const before = talk.turns.at(-1)?.outcome?.urgency;
  talk.turns.push(turn);
  transcript.add(turn, {
    locale: talk.locale, invocation: talk.invocation, levels, choose,
    again: () => say(talk.opening),
    news: turn.outcome?.urgency && (turn.outcome.urgency !== before || turn.understood === null),
  });
  device.show(turn, talk.locale, talk.opening, touch);
  find("save").disabled = false;
  choose(turn.number);
}

function choose(number, look = false) {
  shown = number;
  panels.show(talk.turns[number - 1] ?? null, talk.turns.length, levels);
  transcript.mark(number);
  if (look) view("inside");
}

/** Starts a new conversation; `file` ({text, which}) holds one again. Gives whether it began. */
function fresh(file) {
  hush();
  player.close();
  const mine = ++begun;
  begin = attempt(() => api.begin(find("locale").value, find("device").value, file), () => fresh(file)).then((found) => arrive(found, mine));
  return begin;
}

function arrive(found, mine) {
  if (!found) return false;
  if (mine !== begun) { api.end(found.id).catch(() => {}); return false; } // another was begun meanwhile
  if (talk) api.end(talk.id).catch(() => {});
  notice("");
  find("save").disabled = true;
  take(found);
  if (!found.replay && document.activeElement?.tagName !== "SELECT") find("say").focus(); // a choice may go on being changed
  return true;
}

/** Says a text ("" is silence); gives the turn, or nothing when it failed. */
const say = (text) => turnOf((id) => api.say(id, text), text);

/** Touches what is on the screen. */
const touch = (args) => turnOf((id) => api.touch(id, args));

/** The next turn of a file that is held again. */
const nextStep = () => turnOf(api.next);

async function turnOf(ask, text) {
  if (busy) return undefined;
  busy = true;
  await begin;
  if (!talk) { busy = false; return undefined; }
  hush();
  device.state("thinking", talk.invocation);
  const held = talk;
  const turn = await attempt(() => ask(held.id), () => turnOf(ask, text));
  busy = false;
  if (!turn || held !== talk) { rest(); return undefined; }
  notice("");
  if (text && find("say").value.trim() === text) find("say").value = "";
  add(turn);
  if (isAloud() && turn.pieces.length && voice.canSpeak(talk.locale)) {
    device.state("speaking", talk.invocation);
    spoken = voice.speak(turn.pieces, talk.locale).then(() => { if (talk === held && talk.turns.at(-1) === turn && !busy) rest(); });
  } else {
    rest();
  }
  return turn;
}

const player = replay.player(nextStep, () => spoken);

// ---- ears, hints, views ------------------------------------------------------------------------------------------

let deafen = null;

function hear() {
  if (deafen) return deafen();
  const button = find("mic");
  hush();
  button.setAttribute("aria-pressed", "true");
  deafen = voice.listen(talk.locale, (words) => say(words), (why) => {
    deafen = null;
    button.setAttribute("aria-pressed", "false");
    explain(why);
  });
  return undefined;
}

/** What the browser can and cannot do, under the text box; or `why` nothing was heard. */
function explain(why = "") {
  find("mic-help").dataset.news = String(Boolean(why));
  if (why) { find("mic-help").textContent = why; return; }
  const lines = [];
  if (voice.canHear) lines.push("Speak may send the sound to the maker of your browser.");
  else lines.push("This browser offers no speech recognition: type instead.");
  if (talk && isAloud() && !voice.canSpeak(talk.locale)) lines.push(`No voice for ${talk.locale} on this machine: replies are only shown.`);
  find("mic-help").textContent = lines.join(" ");
}

function view(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === name));
}

// ---- the start ---------------------------------------------------------------------------------------------------

async function start() {
  const skill = await attempt(api.skill, start);
  if (!skill) return;
  levels = skill.levels;
  find("locale").replaceChildren(...skill.locales.map((one) => make("option", {}, one)));
  devices = skill.devices;
  find("device").replaceChildren(...devices.map(({ name, screen }) => make("option", { value: name }, screen ? `${name}, ${screen.width} × ${screen.height}` : name)));
  find("locale").value = skill.locale;
  find("device").value = skill.device;
  panels.prepare(skill.inside);
  let kept = null;
  try { kept = sessionStorage.getItem("conversation"); } catch { /* see take */ }
  const found = kept && await api.whole(kept).catch(() => null);
  if (found) take(found);
  else await fresh();
}

preferences.look();
find("settings-toggle").addEventListener("click", () => {
  const open = document.body.toggleAttribute("data-settings");
  find("settings-toggle").setAttribute("aria-expanded", String(open));
});
find("mic").hidden = !voice.canHear;
find("mic").addEventListener("click", hear);
find("silence").addEventListener("click", () => say(""));
for (const [id, event] of [["fresh", "click"], ["locale", "change"], ["device", "change"]]) find(id).addEventListener(event, () => fresh());
find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("say").value.trim();
  if (text) say(text);
});
find("say").addEventListener("keydown", (event) => {
  const last = talk?.turns.findLast((turn) => turn.said);
  if (event.key === "ArrowUp" && !find("say").value && last) { event.preventDefault(); find("say").value = last.said; }
});
find("earlier").addEventListener("click", () => choose(shown - 1));
find("later").addEventListener("click", () => choose(shown + 1));
for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => view(button.dataset.show));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hush(); deafen?.(); } });
voice.whenVoicesChange(() => explain());
replay.saving(() => talk);
replay.opening(fresh);
start();
