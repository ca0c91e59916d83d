"""Write the Alexa skill package: skill.json and an interaction model for each locale, out of the words in YAML.

`python interaction_model/build.py` writes the files; with `--check` it only tells which are out of date.

What a model is made of:
- `skill/knowledge/locales/model/<language>.yaml`: the intents, their slots, and the words carried around each slot;
- `interaction_model/words/<language>.yaml`: samples, slot values and the skill page, which only Amazon needs;
- `skill/knowledge/lexicon/<language>/`: the concepts by which speech is understood; a list may name one: "[thinner]";
- `skill/knowledge/locales/<locale>.yaml`: the words of a locale, as the skill says them;
- the clinical file: a slot value's id is a topic and a value that it knows.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
sys.path.insert(0, str(PACKAGE.parent))  # also when it is run as a script, from anywhere

from skill.lexicon_reader import load as load_lexicon  # noqa: E402 - the path comes first
from skill.loader import load_knowledge  # noqa: E402 - the same
from skill.speech import LOCALES, load_speech, locales  # noqa: E402 - the same
from skill.strict_yaml import KnowledgeError, Table, read  # noqa: E402 - the same

MODEL = LOCALES / "model"
WORDS = PACKAGE / "words"
LONGEST_VALUE = 140
"""Characters in a slot value, or in a synonym. Source: the error message of Amazon's model builder."""

# Stands for the alias that template.yaml puts out as SkillEndpoint; deployment puts that in (docs/deploy.md).
ENDPOINT = "arn:aws:lambda:us-east-1:000000000000:function:back-check:live"
ICONS = "assets/images"  # in the skill package
COUNTRIES = ("AU", "CA", "GB", "IN", "US")  # where the emergency numbers that the locales name are right

_NAME = re.compile(r"\{(\w+)\}")
_CONCEPT = re.compile(r"\[(\w+)\]")
_SPOKEN = re.compile(r"[a-z]{2,}(?: [a-z]+)*")  # no opened contraction, no number: Amazon's builder wants plain words


@dataclass(frozen=True)
class Words:
    """Everything that one locale's model is made of: both files, and what each {name} may stand for."""

    path: Path
    intents: Mapping[str, Mapping[str, Any]]
    elicit: Mapping[str, str]
    entries: Table
    pieces: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, tuple[str, ...]]

    def fill(self, text: str) -> str:
        """A text that has one wording in this locale. Raises KeyError for a name that is not known."""
        return self.wording(text, 0)

    def listed(self, texts: Iterable[str]) -> Iterator[str]:
        """The texts of a list, with the phrases of every concept that it names. Raises KeyError for an unknown one."""
        for text in texts:
            concept = _CONCEPT.fullmatch(text)
            yield from self.concepts[concept[1]] if concept else (self.fill(text),)

    def wording(self, shape: str, which: int) -> str:
        """One of the wordings of a shape: the same number gives the same one, whatever else is added to the file."""
        place = 0
        while match := _NAME.search(shape):
            choices = self.pieces[match[1]]
            seed = hashlib.sha256(f"{shape} {place} {which}".encode()).digest()
            chosen = choices[int.from_bytes(seed[:4], "big") % len(choices)]
            shape = shape[: match.start()] + chosen + shape[match.end() :]
            place += 1
        return shape


def load_words(locale: str) -> Words:
    """The words of a locale. Raises KnowledgeError with every problem that the files have."""
    language = locale.partition("-")[0]
    model, problems = read(MODEL / f"{language}.yaml")
    entries, more = read(WORDS / f"{language}.yaml")
    problems.lines += more.lines
    problems.stop_if_any()
    single = {**load_speech(locale).entries["words"], **entries["local"][locale]}
    pieces = {name: (text,) for name, text in single.items()} | {n: tuple(t) for n, t in entries["pieces"].items()}
    path = WORDS / f"{language}.yaml"
    return Words(path, model["intents"], model["elicit"], entries, pieces, _concepts(language))


@cache
def _concepts(language: str) -> dict[str, tuple[str, ...]]:
    """The concepts of a lexicon, with those of their phrases that can stand in a model."""
    found: dict[str, list[str]] = {}
    for words, names in load_lexicon(language).phrases.written.items():
        for name in names if _SPOKEN.fullmatch(" ".join(words)) else ():
            found.setdefault(name, []).append(" ".join(words))
    return {name: tuple(phrases) for name, phrases in found.items()}


def interaction_model(locale: str) -> dict[str, Any]:
    """The interaction model of a locale, in the form of Amazon's skill package. Raises KnowledgeError."""
    words = load_words(locale)
    said = _Said(words.path)
    intents = [_intent(name, intent, words, said) for name, intent in words.intents.items()]
    types = [_listed_type(name, values, words, said) for name, values in words.entries["types"].items()]
    _claim_carried(words, types, said)
    types += [_open_type(name, shape, words, said) for name, shape in words.entries["open_types"].items()]
    said.stop_if_any()
    elicited = next(intent for intent in intents if intent["name"] == words.elicit["intent"])
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": words.entries["invocation"],
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},  # words must arrive
                "intents": intents,
                "types": types,
            },
            "dialog": {
                "delegationStrategy": "SKILL_RESPONSE",  # every turn reaches the skill: danger may be told at any
                "intents": [_dialog(elicited)],
            },
        }
    }


def manifest() -> dict[str, Any]:
    """The skill's manifest, with the page of each locale. Raises KnowledgeError."""
    page = {locale: _page(load_words(locale)) for locale in locales()}
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "category": "HEALTH_AND_FITNESS",
                "distributionMode": "PUBLIC",
                "isAvailableWorldwide": False,
                "distributionCountries": list(COUNTRIES),
                "testingInstructions": load_words("en-US").entries["manifest"]["testing"].strip(),
                "locales": {locale: said for locale, (said, _) in page.items()},
            },
            "privacyAndCompliance": {
                "allowsPurchases": False,
                "usesPersonalInfo": False,
                "usesHealthInfo": False,  # true only for those who process health records under HIPAA
                "isChildDirected": False,
                "isExportCompliant": True,
                "containsAds": False,
                "locales": {locale: links for locale, (_, links) in page.items()},
            },
            "apis": {"custom": {"endpoint": {"uri": ENDPOINT}, "interfaces": []}},
        }
    }


def package() -> dict[Path, str]:
    """Every file of the skill package, and what belongs in it. Raises KnowledgeError."""
    files = {PACKAGE / "skill.json": manifest()}
    for locale in locales():
        files[PACKAGE / "interactionModels" / "custom" / f"{locale}.json"] = interaction_model(locale)
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in files.items()}


class _Said:
    """Who says what: the same words in two intents would leave it to chance which of them is meant."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.owner: dict[str, str] = {}
        self.problems: list[str] = []

    def claim(self, text: str, owner: str) -> str:
        if text in self.owner:
            self.problems.append(f"{self.path}: '{text}' stands in {self.owner[text]} and in {owner} - keep one")
        if len(text) > LONGEST_VALUE:
            self.problems.append(f"{self.path}: '{text}' is longer than {LONGEST_VALUE} characters - shorten it")
        self.owner[text] = owner
        return text

    def stop_if_any(self) -> None:
        if self.problems:
            raise KnowledgeError(self.problems)


def _intent(name: str, intent: Mapping[str, Any], words: Words, said: _Said) -> dict[str, Any]:
    says: Mapping[str, str] = intent.get("says", {})
    several = {"multipleValues": {"enabled": True}} if intent.get("several") else {}
    samples = [said.claim(words.fill(text), name) for text in words.entries["samples"].get(name, ())]
    samples += [text.replace("{}", f"{{{slot}}}") for slot, text in says.items()]
    made: dict[str, Any] = {"name": name, "slots": [{"name": s, "type": intent["type"], **several} for s in says]}
    if name == words.elicit["intent"]:
        for slot in made["slots"]:
            slot["samples"] = [f"{{{slot['name']}}}"]
    return {**made, "samples": samples}


def _listed_type(name: str, values: Mapping[str, list[str]], words: Words, said: _Said) -> dict[str, Any]:
    topics = load_knowledge().topics
    made: list[dict[str, Any]] = []
    for id_, wordings in values.items():
        topic, _, value = id_.partition(":")
        if topic not in topics or value not in (*topics[topic].values, "yes"):
            said.problems.append(f"{words.path}: '{id_}' in {name} is no topic and value - see triage.yaml")
        own = [words.fill(text) for text in wordings if not _CONCEPT.fullmatch(text)]
        shared = (text for text in words.listed(wordings) if text not in said.owner and text not in own)
        first, *others = dict.fromkeys([*(said.claim(text, name) for text in own), *shared])
        said.owner.update(dict.fromkeys(others, name))
        made.append({"id": id_, **_value(first, *others)})
    return {"name": name, "values": made}


def _claim_carried(words: Words, types: Iterable[Mapping[str, Any]], said: _Said) -> None:
    """A sample with each value of its listed type in it is that intent's: no open type may list the same words."""
    listed = {kind["name"]: [text for value in kind["values"] for text in _wordings_of(value)] for kind in types}
    for name, intent in words.intents.items():
        for carrier in intent.get("says", {}).values():
            for text in listed.get(intent["type"], ()):
                said.owner.setdefault(carrier.replace("{}", text), name)


def _wordings_of(value: Mapping[str, Any]) -> list[str]:
    return [value["name"]["value"], *value["name"]["synonyms"]]


def _open_type(name: str, open_type: Mapping[str, Any], words: Words, said: _Said) -> dict[str, Any]:
    """Values of many shapes. Each has one synonym: itself, after a word that tells nothing."""
    chosen = [said.claim(words.fill(text), name) for text in open_type.get("values", ())]
    for shape in open_type["shapes"]:
        fresh = (text for text in _wordings(shape, words) if text not in said.owner)
        chosen += [said.claim(text, name) for text in itertools.islice(fresh, open_type["each"])]
    leads = (words.wording("{filler}", number) for number in itertools.count())
    return {"name": name, "values": [_value(text, f"{lead} {text}") for text, lead in zip(chosen, leads, strict=False)]}


def _value(text: str, *synonyms: str) -> dict[str, Any]:
    return {"name": {"value": text, "synonyms": list(synonyms)}}


def _wordings(shape: str, words: Words) -> Iterator[str]:
    """Different wordings of a shape, as many as turn up in a fair number of tries."""
    longest = LONGEST_VALUE - max(len(lead) for lead in words.pieces["filler"]) - 1
    tries = (words.wording(shape, which) for which in range(60))
    yield from (text for text in dict.fromkeys(tries) if len(text) <= longest)


def _dialog(intent: Mapping[str, Any]) -> dict[str, Any]:
    """Registered, or Dialog.ElicitSlot is ignored in silence. Nothing is required: Alexa asks nothing itself."""
    no_prompts: dict[str, str] = {}
    required = {"confirmationRequired": False, "elicitationRequired": False, "prompts": no_prompts}
    slots = [{"name": slot["name"], "type": slot["type"], **required} for slot in intent["slots"]]
    return {"name": intent["name"], "confirmationRequired": False, "prompts": no_prompts, "slots": slots}


def _page(words: Words) -> tuple[dict[str, Any], dict[str, str]]:
    text: Mapping[str, Any] = words.entries["manifest"]
    said = {
        "name": text["name"],
        "summary": text["summary"],
        "description": words.fill(text["description"]).strip(),
        "examplePhrases": list(text["examples"]),
        "keywords": list(text["keywords"]),
        "smallIconUri": f"file://{ICONS}/icon_108.png",
        "largeIconUri": f"file://{ICONS}/icon_512.png",
    }
    return said, {"privacyPolicyUrl": text["privacy_url"], "termsOfUseUrl": text["terms_url"]}


def main(arguments: list[str]) -> int:
    """Write the package, or with --check tell which files are out of date. Gives the exit code."""
    stale = []
    for path, content in package().items():
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(path.relative_to(PACKAGE.parent))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    if "--check" in arguments and stale:
        print("\n".join(f"{path}: out of date - run: make model" for path in stale), file=sys.stderr)
        return 1
    print("\n".join(f"wrote {path}" for path in stale) if stale else "The interaction models are up to date.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KnowledgeError as error:
        sys.exit(str(error))
