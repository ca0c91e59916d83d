// What the clinical rules make of the conversation so far. Only our own skill shows it.

import { make, many } from "./dom.js";

export function rules(insight, levels) {
  if (!insight) return [make("p", { class: "quiet" }, "The skill has sent no session attributes yet: there is nothing to hold against the rules.")];
  const top = levels.length - 1;
  return [scale(insight, levels, top), held(insight, top), open(insight), known(insight)];
}

function scale(insight, levels, top) {
  const { urgency, floor, advised } = insight;
  const parts = [
    make("h3", {}, advised ? "Advised" : "So far"),
    make("ol", { "aria-hidden": "true" }, levels.map((level) => make("li", { class: level.rank <= urgency.rank ? "filled" : "" }))),
    make("p", {}, make("strong", {}, urgency.words)),
    make("p", { class: "quiet" }, make("code", {}, urgency.name), `, level ${urgency.rank + 1} of ${levels.length}`),
  ];
  if (advised && advised !== urgency.name) parts.push(make("p", {}, "Spoken: ", make("code", {}, advised)));
  if (!advised && floor.rank > urgency.rank) parts.push(make("p", { class: "quiet" }, `Who leaves now is still told: ${floor.words}.`));
  return make("section", { class: urgency.rank === top ? "scale highest" : "scale" }, parts);
}

function chip(level, top) {
  if (!level) return make("span", { class: "chip" }, "one step up");
  return make("span", { class: level.rank === top ? "chip highest" : "chip" }, level.name);
}

function held(insight, top) {
  const list = insight.rules.map((rule) => make("li", { class: "box" },
    make("p", { class: "head" }, make("strong", {}, rule.rule || "not ruled out"), chip(rule.urgency, top)),
    make("p", { class: "because" }, rule.words),
    make("p", { class: "chips" }, make("span", { class: "label" }, "Criteria"), rule.criteria.map((name) => make("span", { class: "chip" }, name))),
    make("p", { class: "chips" }, make("span", { class: "label" }, "Rests on"), rule.topics.map((name) => make("span", { class: "chip" }, name))),
    rule.sources.length ? make("details", {}, make("summary", {}, many(rule.sources.length, "source")),
      make("ul", {}, rule.sources.map((one) => make("li", {}, `${one.title}${one.section ? `, ${one.section}` : ""}`, make("small", {}, one.address || one.id))))) : null));
  return make("section", {}, make("h3", {}, "Rules that hold ", make("span", { class: "of" }, `${insight.rules.length}`)),
    list.length ? make("ul", { class: "open-questions" }, list) : make("p", { class: "quiet" }, "None: nothing that is known asks for care."));
}

function open(insight) {
  if (insight.advised) return make("section", {}, make("h3", {}, "Still open"), make("p", { class: "quiet" }, "Nothing: the advice stands."));
  const list = insight.open.map((question, at) => make("li", { class: at ? "box" : "box now" },
    at === 0 && make("p", { class: "tag" }, insight.answers.length ? "Asked next" : "First, once the story is told"),
    make("p", { class: "head" }, make("strong", {}, question.question), make("span", { class: "chip" }, `up to ${question.decides[0]?.urgency.name}`)),
    make("p", {}, question.words),
    make("details", {}, make("summary", {}, `Why: ${many(question.decides.length, "rule")} can still come to hold`),
      make("ul", {}, question.decides.map((rule) => make("li", {}, rule.words, make("small", {}, `${rule.rule}: ${rule.urgency.name}`)))))));
  return make("section", {}, make("h3", {}, "Still open ", make("span", { class: "of" }, many(insight.open.length, "question"))),
    list.length ? make("ol", { class: "open-questions" }, list) : make("p", { class: "quiet" }, "No answer can change the advice any more."));
}

function known(insight) {
  const pairs = insight.answers.flatMap((one) => [make("dt", {}, one.topic), make("dd", {}, one.value, one.words && make("span", { class: "quiet" }, ` – ${one.words}`))]);
  return make("section", {}, make("h3", {}, "Known ", make("span", { class: "of" }, many(insight.answers.length, "answer"))),
    pairs.length ? make("dl", { class: "pairs" }, pairs) : make("p", { class: "quiet" }, "Nothing yet."));
}
