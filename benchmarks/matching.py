"""Our matcher beside Home Assistant's sentence templates (hassil) and fuzzy matching (rapidfuzz): the same sentences.

    .venv/bin/pip install -e '.[bench]' && .venv/bin/python -m benchmarks.matching

Each gets all that it offers: hassil the model's values, wildcards for phrases, unknown values and our fillers as words
to skip; rapidfuzz every sample with and without the values that were said, and the slot from the words that are left.
Four sets: the failures of the best other tool, the cases of our own language tests (another model than ours), whether
the words of our skill's labelled openings arrive (tests/test_words_arrive.py), and whether words that have nothing to
do with it are kept out. What was decided by it: docs/decisions/0009-matching-samples.md
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from simulator.language.step import Asked, Language, load_language
from simulator.language.text import key
from simulator.model import Intent, model_path

ROOT = Path(__file__).resolve().parent.parent
FALLBACK = "AMAZON.FallbackIntent"
NEGATIONS = {"no", "not", "never", "none", "nothing"}

Reading = tuple[str, Mapping[str, str]]
Matcher = Callable[[str, Asked | None], Reading]
Make = Callable[[Language], Matcher]


def ours(language: Language) -> Matcher:
    """The local Alexa's own language step."""

    def match(said: str, asked: Asked | None) -> Reading:
        chosen = language.understand(said, asked).chosen
        return (
            (chosen.intent, {name: " and ".join(words) for name, words in chosen.slots.items()}) if chosen else ("", {})
        )

    return match


def hassil(language: Language) -> Matcher:
    """Templates: a sample is a sentence, a type a list of its values, a phrase a wildcard."""
    from hassil.intents import Intents, TextSlotList, WildcardSlotList
    from hassil.recognize import recognize_best

    model = language.model
    lists: dict[str, Any] = {}
    for intent in model.intents.values():
        for slot in intent.slots.values():
            values = model.types.get(slot.type, ())
            texts = [(_plain(text), value.name) for value in values for text in (value.name, *value.synonyms)]
            lists[slot.name] = (
                TextSlotList.from_tuples(texts, name=slot.name) if texts else WildcardSlotList(name=slot.name)
            )

    def built(sentences: Mapping[str, list[str]]) -> Any:
        data = {name: {"data": [{"sentences": each}]} for name, each in sentences.items() if each}
        return Intents.from_dict({"language": "en", "intents": data})

    always = {name: _sentences(intent, language) for name, intent in model.intents.items()}
    by_question: dict[Asked | None, Any] = {None: built(always)}
    skip = sorted(language.words.fillers)

    def match(said: str, asked: Asked | None) -> Reading:
        if asked not in by_question and asked:
            slot = model.intents[asked.intent].slots[asked.slot]
            answers = [*map(_plain, slot.samples), f"{{{asked.slot}}}"]
            by_question[asked] = built({**always, asked.intent: [*always[asked.intent], *answers]})
        found = recognize_best(
            _plain(said), by_question[asked], slot_lists=lists, skip_words=skip, allow_unmatched_entities=True
        )
        if found is None:
            return FALLBACK, {}
        slots = {name: str(entity.text or entity.value).strip() for name, entity in found.entities.items()}
        slots |= {entity.name: str(getattr(entity, "text", "")).strip() for entity in found.unmatched_entities_list}
        return found.intent.name, slots

    return match


def rapidfuzz(language: Language) -> Matcher:
    """Fuzzy ratios: the sample whose words are most like what was said; the slot is what its words leave over."""
    from rapidfuzz import fuzz, process

    model = language.model
    samples = [(name, text) for name, intent in model.intents.items() for text in _sentences(intent, language)]
    bare = [_SLOT.sub(" ", text) for _, text in samples]

    def match(said: str, asked: Asked | None) -> Reading:
        plain = _plain(said)
        if asked:
            texts = [*map(_plain, model.intents[asked.intent].slots[asked.slot].samples), f"{{{asked.slot}}}"]
            mine, names = texts, [(asked.intent, text) for text in texts]
        else:
            mine, names = [], []
        choices = [*bare, *(_SLOT.sub(" ", text) for text in mine)]
        found = process.extract(plain, choices, scorer=fuzz.token_set_ratio, limit=12, score_cutoff=60)
        every = [*samples, *names]
        best: Reading = (FALLBACK, {})
        score = 60.0
        for _, _, index in [*found, *((("", 0, len(samples) + i)) for i in range(len(mine)))]:
            intent, text = every[index]
            slots = _left_over(plain, text)
            if slots is None:
                continue
            filled = _SLOT.sub(lambda name, slots=slots: slots.get(name[1], ""), text)  # type: ignore[misc]
            likeness = fuzz.ratio(plain, filled) - (10 if text.startswith("{") else 0)
            if likeness > score:
                best, score = (intent, slots), likeness
        return best

    return match


_SLOT = re.compile(r"\{(\w+)\}")


def _plain(text: str) -> str:
    """Lower case without punctuation; the names of slots stay as they are."""
    pieces = re.split(r"(\{\w+\})", text)
    return "".join(one if one.startswith("{") else re.sub(r"[^\w\s']", " ", one.lower()) for one in pieces).strip()


def _sentences(intent: Intent, language: Language) -> list[str]:
    return [_plain(text) for text in (*intent.samples, *language.words.builtins.get(intent.name, ()))]


def _left_over(said: str, text: str) -> dict[str, str] | None:
    """The slots of a sample by the words around them; {} when it has none, None when its words are not there."""
    names = _SLOT.findall(text)
    if not names:
        return {}
    pieces = [re.escape(piece.strip()) for piece in _SLOT.split(text)[::2]]
    pattern = r"\b" + r"\s*(.+?)\s*".join(pieces) + (r"$" if not pieces[-1] else r"\b")
    found = re.search(pattern, said)
    return dict(zip(names, found.groups(), strict=False)) if found else None


LABELLED = yaml.safe_load((ROOT / "benchmarks" / "matching.yaml").read_text(encoding="utf-8"))


def cases(name: str) -> list[dict[str, Any]]:
    """One set of labelled cases of matching.yaml."""
    found: list[dict[str, Any]] = LABELLED[name]
    return found


def right(matcher: Matcher, case: Mapping[str, Any]) -> bool:
    """Whether intent and slots are as labelled; articles do not count."""
    asked = Asked(*case["asked"].split(".")) if case.get("asked") else None
    intent, slots = matcher(case["say"], asked)
    return intent == case["intent"] and {n: _bare(v) for n, v in slots.items()} == {
        n: _bare(v) for n, v in case.get("slots", {}).items()
    }


def _bare(text: str) -> str:
    return " ".join(word for word in text.split() if word not in ("the", "my", "a", "an"))


def arrives(matcher: Matcher, language: Language, book: Any, said: str) -> bool:
    """Whether every word that matters reaches the skill: in a slot, or as the whole of a sample."""
    intent, slots = matcher(said, None)
    filled = {name: SimpleNamespace(name=name, value=value, slot_value=None) for name, value in slots.items()}
    sent = SimpleNamespace(name=intent, slots=filled)  # as the SDK's classes, which only the skill itself imports
    return intent != FALLBACK and _matter(language, book.words(sent)) >= _matter(language, said)


def _matter(language: Language, text: str) -> set[str]:
    return {word for word in key(text, language.words) if language.words.weight(word) == 1.0 or word in NEGATIONS}


def milliseconds(matcher: Matcher, said: list[str]) -> list[float]:
    """How long each utterance takes, in milliseconds of this process, after one that is not counted."""
    matcher(said[0], None)
    taken = []
    for each in said:
        start = time.process_time()
        matcher(each, None)
        taken.append((time.process_time() - start) * 1000)
    return taken


def main() -> int:
    """Prints the table."""
    from skill.alexa import load_phrasebook

    makers: dict[str, Make] = {"ours": ours, "hassil": hassil, "rapidfuzz": rapidfuzz}
    try:
        for name in ("hassil", "rapidfuzz"):
            __import__(name)
    except ImportError as error:
        print(f"{error.name} is not installed; run: .venv/bin/pip install -e '.[bench]'", file=sys.stderr)
        return 2
    small, own = load_language(ROOT / LABELLED["model"], "en-US"), load_language(model_path("en-US"), "en-US")
    openings = (ROOT / "tests" / "data" / "openings.txt").read_text(encoding="utf-8").splitlines()
    said = yaml.safe_load((ROOT / "benchmarks" / "sentences.yaml").read_text(encoding="utf-8"))
    long = [each["say"] for each in said.values()]
    book = load_phrasebook("en")
    print(f"{'':34}{''.join(f'{name:>12}' for name in makers)}")
    rows: list[tuple[str, list[str]]] = []
    for name in ("failures", "language"):
        there = cases(name)
        counts = [sum(right(make(small), case) for case in there) for make in makers.values()]
        rows.append((f"{name}: right of {len(there)}", [str(count) for count in counts]))
    matchers = {name: make(own) for name, make in makers.items()}
    counts = [sum(arrives(matcher, own, book, each) for each in openings) for matcher in matchers.values()]
    rows.append((f"openings: arrive of {len(openings)}", [str(count) for count in counts]))
    there = cases("elsewhere")
    counts = [sum(matcher(case["say"], None)[0] == FALLBACK for case in there) for matcher in matchers.values()]
    rows.append((f"elsewhere: kept out of {len(there)}", [str(count) for count in counts]))
    for name, texts in (("openings", openings), ("forty words", long)):
        taken = [milliseconds(matcher, texts) for matcher in matchers.values()]
        rows.append((f"{name}: median ms", [f"{statistics.median(each):.2f}" for each in taken]))
        rows.append((f"{name}: longest ms", [f"{max(each):.1f}" for each in taken]))
    for label, values in rows:
        print(f"{label:34}{''.join(f'{value:>12}' for value in values)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
