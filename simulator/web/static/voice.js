// The browser's own voice and ears. Only voices of this machine are used: others send the words away.

const synthesis = window.speechSynthesis;
let stopped = () => {};

function voiceFor(locale) {
  const local = (synthesis?.getVoices() ?? []).filter((voice) => voice.localService);
  const plain = (tag) => tag.replace("_", "-").toLowerCase();
  return local.find((voice) => plain(voice.lang) === locale.toLowerCase())
    ?? local.find((voice) => plain(voice.lang).startsWith(locale.slice(0, 2).toLowerCase()));
}

/** Whether this machine has a voice for the locale. */
export const canSpeak = (locale) => Boolean(synthesis && voiceFor(locale));

/** Hears when the voices of the machine are known: browsers find them late. */
export function whenVoicesChange(changed) {
  synthesis?.addEventListener?.("voiceschanged", changed);
}

function utter(text, rate, voice) {
  return new Promise((done) => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = rate;
    words.onend = words.onerror = done;
    synthesis.speak(words);
  });
}

/** Speaks pieces ({text, rate} or {pause} in milliseconds) in order; resolves when it is done or stopped. */
export async function speak(pieces, locale) {
  stop();
  const voice = canSpeak(locale) && voiceFor(locale);
  if (!voice) return;
  let going = true;
  const stopping = new Promise((resolve) => { stopped = () => { going = false; synthesis.cancel(); resolve(); }; });
  for (const piece of pieces) {
    if (!going) return;
    const next = piece.pause ? new Promise((done) => setTimeout(done, piece.pause)) : utter(piece.text, piece.rate, voice);
    await Promise.race([next, stopping]);
  }
}

export function stop() {
  stopped();
  stopped = () => {};
}

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const WHY = {
  "not-allowed": "The browser may not use the microphone: allow it for this page.",
  "service-not-allowed": "This browser has no speech recognition that may be used.",
  "audio-capture": "No microphone was found.",
  "no-speech": "Nothing was heard.",
  network: "The browser's speech recognition needs a network, and has none.",
};

export const canHear = Boolean(Recognition);

/** Listens once: `heard` gets the words, `ended` a line of what went wrong, or nothing. Gives how to stop it. */
export function listen(locale, heard, ended) {
  const ear = new Recognition();
  let why = "";
  ear.lang = locale;
  ear.interimResults = false;
  ear.maxAlternatives = 1;
  ear.onresult = (event) => heard(event.results[0][0].transcript);
  ear.onerror = (event) => { why = event.error === "aborted" ? "" : WHY[event.error] ?? `Not heard (${event.error}).`; };
  ear.onend = () => ended(why);
  ear.start();
  return () => ear.abort();
}
