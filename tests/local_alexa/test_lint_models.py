"""The linter's rules about models: each finds the defect that is put into a model in order."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tea_skill import intent, kind, model

from simulator.lint.linter import Linted, lint
from simulator.lint.rules import MODEL_RULES

Change = Callable[[dict[str, Any]], object]


def language(content: dict[str, Any]) -> dict[str, Any]:
    """The language model of a model."""
    found: dict[str, Any] = content["interactionModel"]["languageModel"]
    return found


def sample(text: str, name: str = "BrewIntent") -> Change:
    """Adds a sample to an intent."""
    return lambda content: intent(content, name)["samples"].append(text)


def put(which: str, /, **fields: Any) -> Change:
    """Changes fields of an intent."""
    return lambda content: intent(content, which).update(fields)


def slot(**fields: Any) -> Change:
    """Adds a slot to an intent, and a sample that uses it."""

    def change(content: dict[str, Any]) -> None:
        menu = intent(content, "MenuIntent")
        menu["slots"].append({"name": "extra", "type": "TEA", **fields})
        menu["samples"].append(f"and {{{menu['slots'][-1]['name']}}} there")

    return change


def value(**fields: Any) -> Change:
    """Changes the first value of a type."""
    return lambda content: kind(content, "TEA")["values"][0].update(fields)


def wording(text: str) -> Change:
    """Adds a synonym to the first value of a type."""
    return lambda content: kind(content, "TEA")["values"][0]["name"]["synonyms"].append(text)


def name(text: str) -> Change:
    """Another invocation name."""
    return lambda content: language(content).update(invocationName=text)


def dialog(**fields: Any) -> Change:
    """Changes fields of the first slot of the dialog."""
    return lambda content: content["interactionModel"]["dialog"]["intents"][0]["slots"][0].update(fields)


def check(**fields: Any) -> Change:
    """One validation for the first slot of the dialog."""
    return dialog(validations=[{"prompt": "Valid.Tea", **fields}])


def prompt(**fields: Any) -> Change:
    """Adds a prompt."""
    return lambda content: content["interactionModel"]["prompts"].append(
        {"id": "New", "variations": [{"type": "PlainText", "value": "Well?"}], **fields}
    )


def added(part: str, **fields: Any) -> Change:
    """Adds an intent or a type."""
    return lambda content: language(content)[part].append(fields)


def several_validated(content: dict[str, Any]) -> None:
    """A validated slot takes several values."""
    intent(content, "BrewIntent")["slots"][0]["multipleValues"] = {"enabled": True}


def many_values(content: dict[str, Any]) -> None:
    """More values than a skill may have."""
    kind(content, "TEA")["values"] = [{"name": {"value": f"a{i}", "synonyms": ["b"]}} for i in range(30_000)]


def many_intents(content: dict[str, Any]) -> None:
    """More intents than a skill may have."""
    language(content)["intents"] += [{"name": f"I{'a' * n}", "samples": [f"i {n}"]} for n in range(250)]


def many_letters(content: dict[str, Any]) -> None:
    """A model that older tools refuse."""
    kind(content, "TEA")["values"] += [{"name": {"value": "x" * 140, "synonyms": ["y" * 140]}} for _ in range(4000)]


NUMBER = {"name": "tea", "type": "AMAZON.NUMBER"}
SEEDED: list[tuple[str, Change, str]] = [
    ("model-shape", lambda c: language(c).pop("invocationName"), "has no invocationName"),
    ("model-shape", lambda c: language(c).update(intents=[]), "is empty"),
    ("model-shape", put("BrewIntent", samples="brew"), "is no list"),
    ("model-shape", lambda c: language(c)["modelConfiguration"]["fallbackIntentSensitivity"].update(level=""), "LOW"),
    ("model-shape", dialog(elicitationRequired="yes"), "true or false"),
    ("model-shape", prompt(variations=[]), "is empty"),
    ("model-field", put("BrewIntent", sample=[]), "write samples"),
    ("invocation-characters", name("Tea Corner"), "lower-case"),
    ("invocation-characters", name("tea corner 2"), "lower-case"),
    ("invocation-word", name("alexa corner"), "'alexa'"),
    ("invocation-word", name("open tea"), "launch word"),
    ("invocation-word", name("tea skill"), "'skill'"),
    ("invocation-word", name("the tea"), "'the'"),
    ("invocation-length", name("tea"), "one word"),
    ("invocation-length", name("tea from my corner"), "4 words"),
    ("intent-name", put("MenuIntent", name="Menu2Intent"), "no name that an intent may have"),
    ("intent-name", put("MenuIntent", name="Menu__Intent"), "no name that an intent may have"),
    ("slot-name", slot(name="extra-one"), "no name that a slot may have"),
    ("type-name", added("types", name="TEA2", values=[]), "no name that a slot type may have"),
    ("name-twice", added("intents", name="menuintent", samples=["menu"]), "2 times"),
    ("name-overlap", slot(name="BrewIntent"), "named like intent BrewIntent"),
    ("builtin-name", added("intents", name="AMAZON.StopsIntent"), "none of Amazon's"),
    ("builtin-slot", put("AMAZON.HelpIntent", slots=[{"name": "topic", "type": "TEA"}]), "takes no slots"),
    ("required-intent", put("AMAZON.StopIntent", name="HaltIntent", samples=["halt"]), "AMAZON.StopIntent is required"),
    ("advised-intent", put("AMAZON.FallbackIntent", name="OtherIntent", samples=["other"]), "AMAZON.FallbackIntent"),
    ("old-slot", sample("brew {green|tea} soon"), "write {tea}"),
    ("sample-brace", sample("brew {tea soon"), "a brace"),
    ("sample-brace", sample("brew {} soon"), "a brace"),
    ("sample-character", sample("what is there?", "MenuIntent"), "'?' may not stand"),
    ("sample-character", sample("menu. please", "MenuIntent"), "a full stop"),
    ("sample-digit", sample("brew 2 cups"), "spell the number out"),
    ("sample-slot", sample("brew {Tea} soon"), "write {tea}"),
    ("sample-slot", sample("brew {coffee} soon"), "slot coffee is not defined"),
    ("sample-slot-twice", sample("brew {tea} and {tea}"), "2 times"),
    ("sample-spacing", sample("{tea}を再生"), "touches the text"),
    ("phrase-alone", sample("{note}", "NoteIntent"), "without a word"),
    ("phrase-alone-elicited", lambda c: intent(c, "NoteIntent")["slots"][0]["samples"].append("{note}"), "without"),
    ("phrase-with-other", lambda c: (slot(type="AMAZON.SearchQuery")(c),
     sample("{extra} and {other}", "MenuIntent")(c)), "stands with another"),
    ("no-sample", put("MenuIntent", samples=[]), "no sample utterance"),
    ("sample-empty", sample(" "), "an empty sample"),
    ("sample-twice", sample("What  is there", "MenuIntent"), "2 times"),
    ("slot-unused", lambda c: intent(c, "MenuIntent")["slots"].append({"name": "idle", "type": "TEA"}), "no sample"),
    ("type-undefined", slot(type="POT"), "POT is not defined"),
    ("slot-type", slot(name="tea", type="CUP"), "of type TEA in BrewIntent"),
    ("type-empty", added("types", name="POT", values=[]), "has no value"),
    ("type-small", lambda c: kind(c, "CUP").update(values=kind(c, "CUP")["values"][:1]), "one value"),
    ("type-unused", added("types", name="POT", values=[{"name": {"value": "pot", "synonyms": ["can"]}}]), "no slot"),
    ("value-length", wording("x" * 141), "141 characters"),
    ("value-empty", wording(" "), "is empty"),
    ("value-character", wording("green [tea]"), "'[]'"),
    ("value-synonym", value(name={"value": "red"}), "1 of 3 values"),
    ("value-twice", wording("Black"), "stands in value 'green' too"),
    ("id-twice", value(id="black"), "id black"),
    ("model-size", many_values, "60004 values"),
    ("model-size", many_intents, "261 intents"),
    ("model-large", many_letters, "older tools"),
    ("generated-by", put("MenuIntent", generatedBy="x" * 101), "101 characters"),
    ("dialog-intent", lambda c: c["interactionModel"]["dialog"]["intents"].append({"name": "PourIntent"}), "no intent"),
    ("dialog-slot", dialog(name="coffee"), "no such slot"),
    ("dialog-slot", dialog(type="CUP"), "of type CUP, and of TEA"),
    ("dialog-slot-missing", lambda c: c["interactionModel"]["dialog"]["intents"][0]["slots"].pop(1), "slot cup"),
    ("prompt-needed", dialog(prompts={}), "elicitationRequired without a prompt"),
    ("prompt-needed", dialog(confirmationRequired=True), "confirmationRequired without a prompt"),
    ("prompt-undefined", dialog(prompts={"elicitation": "Elicit.Coffee"}), "Elicit.Coffee is not defined"),
    ("prompt-unused", prompt(), "nothing refers to it"),
    ("prompt-twice", prompt(id="Elicit.Tea"), "2 times"),
    ("prompt-slot", lambda c: c["interactionModel"]["prompts"][1]["variations"][0].update(value="{milk}?"), "{milk}"),
    ("validation", check(type="isNice"), "none of Amazon's"),
    ("validation", check(type="isInSet", values=[]), "needs values"),
    ("validation", check(type="isGreaterThan", value=3), "needs value"),
    ("validation", check(type="isLessThan", value="3"), "has no order"),
    ("validation", check(type="isInDuration", start="soon", end="P3D"), "needs start"),
    ("validation", check(type="isNotInDuration", start="P1D", end="P3D"), "on TEA"),
    ("validation", lambda c: c["interactionModel"]["dialog"]["intents"][0]["slots"][2]["validations"][0].update(
        type="hasEntityResolutionMatch"), "custom type"),
    ("validation-several", several_validated, "several values"),
]  # fmt: skip


def linted(folder: Path, content: dict[str, Any], locale: str = "en-US") -> Linted:
    """What the linter says of one model."""
    path = folder / f"{locale}.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return lint([path])


def test_a_model_in_order_yields_nothing(tmp_path: Path) -> None:
    """Neither an error nor a warning."""
    assert linted(tmp_path, model()).findings == ()


@pytest.mark.parametrize(("rule", "change", "told"), SEEDED)
def test_a_defect_is_found(tmp_path: Path, rule: str, change: Change, told: str) -> None:
    """By the rule that is for it, in a line that tells what is wrong; as often as it is there."""
    content = model()
    change(content)
    lines = [found.line() for found in linted(tmp_path, content).findings if found.rule == rule]
    assert any(told in line for line in lines), lines
    assert all(line.endswith(f" {rule}]") and " - " in line for line in lines)


def test_the_sensitivity_is_for_some_locales(tmp_path: Path) -> None:
    """English and German of Germany; a model in another language may not set it."""
    lines = [found.line() for found in linted(tmp_path, model(), "ja-JP").findings if found.rule == "sensitivity"]
    assert len(lines) == 1
    assert "not known in ja-JP" in lines[0]


def test_every_rule_has_a_defect_that_it_finds() -> None:
    """A new rule comes with a test."""
    assert {rule for rule, _, _ in SEEDED} | {"sensitivity"} == {rule.id for rule in MODEL_RULES}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"interactionModel": {\n  "languageModel": }\n}', "line 2: is not JSON"),
        ("[1, 2]", "is no known field"),
        ('{"interactionModel": 3}', "interactionModel: is no object"),
    ],
)
def test_what_is_no_model_is_told(tmp_path: Path, text: str, told: str) -> None:
    """With the line where the JSON breaks."""
    path = tmp_path / "en-US.json"
    path.write_text(text, encoding="utf-8")
    assert any(told in found.line() for found in lint([path]).findings)


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    """Readers keep the last one in silence."""
    path = tmp_path / "en-US.json"
    path.write_text(json.dumps(model())[:-1] + ', "version": "1", "version": "2"}', encoding="utf-8")
    assert [found.rule for found in lint([path]).findings] == ["key-twice"]


@pytest.mark.parametrize("fault", [None, 3, "x", [], {}, [None], [{"name": 3}], {"name": None}])
def test_no_shape_breaks_the_linter(tmp_path: Path, fault: object) -> None:
    """Whatever stands in place of a part, the answer is findings."""
    for part in ("intents", "types", "invocationName"):
        content = model()
        language(content)[part] = fault
        assert linted(tmp_path, content).findings
    for part in ("dialog", "prompts", "languageModel"):
        content = model()
        content["interactionModel"][part] = fault
        linted(tmp_path, content)
