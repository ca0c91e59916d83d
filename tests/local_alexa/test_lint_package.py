"""The linter over packages: manifest, locales, conflicts between intents, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tea_skill import intent, kind, manifest, model, png, write

from simulator.lint.linter import OWN, lint
from simulator.lint.rules import MANIFEST_RULES, PACKAGE_RULES

Page = dict[str, Any]


def page(**fields: Any) -> Callable[[Page], object]:
    """Changes fields of one page."""
    return lambda content: published(content)["locales"]["en-US"].update(fields)


def published(content: Page) -> Page:
    """The published part of a manifest."""
    found: Page = content["manifest"]["publishingInformation"]
    return found


def interface(name: str) -> Callable[[Page], object]:
    """Declares an interface."""
    return lambda content: content["manifest"]["apis"]["custom"]["interfaces"].append({"type": name})


SEEDED: list[tuple[str, Callable[[Page], object], str]] = [
    ("manifest-shape", lambda c: c["manifest"].pop("publishingInformation"), "has no publishingInformation"),
    ("manifest-shape", page(keywords="tea"), "is no list"),
    ("locale-match", lambda c: published(c)["locales"].update({"en-CA": {"name": "Tea"}}), "no interaction model"),
    ("locale-match", lambda c: published(c)["locales"].pop("en-GB"), "a model and no page"),
    ("locale-name", lambda c: published(c)["locales"].update({"en-ZZ": {"name": "Tea"}}), "no locale of Alexa"),
    ("page-limit", page(summary="x" * 161), "161 characters, 160"),
    ("page-limit", page(examplePhrases=["Alexa, open tea corner"] * 4), "4 of them, 3"),
    ("page-limit", page(keywords=["x" * 151]), "over 150"),
    ("page-limit", page(name="T"), "one character"),
    ("page-limit", lambda c: published(c).update(testingInstructions="x" * 4001), "4001 characters"),
    ("page-complete", page(description=""), "missing or empty"),
    ("page-complete", page(name="x" * 51), "over 50"),
    ("page-complete", lambda c: published(c).pop("category"), "category"),
    ("icon", page(smallIconUri="file://assets/none.png"), "not in the package"),
    ("icon", page(smallIconUri="file://assets/large.png"), "108 x 108"),
    ("privacy", lambda c: c["manifest"].update(permissions=[{"name": "alexa::x"}]), "privacyPolicyUrl"),
    ("health-records", lambda c: c["manifest"]["privacyAndCompliance"].update(usesHealthInfo=True), "is true"),
    ("interface", interface("TOASTER"), "'TOASTER'"),
    ("example-first", page(examplePhrases=["open tea corner"]), "wake word"),
    ("example", page(examplePhrases=["Alexa, open tea corner", "Alexa, ask tee corners for tea"]), "does not call"),
    ("example", page(examplePhrases=["Alexa, open tea corner", "whistle a merry tune"]), "reaches no intent"),
]


def lines(folder: Path, rule: str) -> list[str]:
    """What one rule says of a package."""
    return [found.line() for found in lint([folder]).findings if found.rule == rule]


def test_a_package_in_order_yields_nothing(tmp_path: Path) -> None:
    """Two locales with their pages."""
    folder = write(tmp_path / "tea", {"en-US": model(), "en-GB": model()}, manifest())
    result = lint([folder])
    assert result.findings == ()
    assert len(result.files) == 3


@pytest.mark.parametrize(("rule", "change", "told"), SEEDED)
def test_a_defect_of_the_manifest_is_found(
    tmp_path: Path, rule: str, change: Callable[[Page], object], told: str
) -> None:
    """By the rule that is for it."""
    content = manifest()
    change(content)
    folder = write(tmp_path / "tea", {"en-US": model(), "en-GB": model()}, content)
    assert any(told in line for line in lines(folder, rule)), lint([folder]).findings


def test_a_screen_needs_the_way_home(tmp_path: Path) -> None:
    """AMAZON.NavigateHomeIntent, where the skill declares a screen."""
    content, poor = manifest(), model()
    interface("ALEXA_PRESENTATION_APL")(content)
    folder = write(tmp_path / "tea", {"en-US": model(), "en-GB": model()}, content)
    assert lines(folder, "screen-home") == []
    intent(poor, "AMAZON.NavigateHomeIntent")["name"] = "AMAZON.PauseIntent"
    assert len(lines(write(tmp_path / "poor", {"en-US": poor, "en-GB": model()}, content), "screen-home")) == 1


def drop_intent(content: Page) -> None:
    """One intent less."""
    intents = content["interactionModel"]["languageModel"]["intents"]
    intents.remove(intent(content, "MenuIntent"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (drop_intent, "intent MenuIntent of en-GB.json is missing"),
        (lambda c: intent(c, "BrewIntent")["slots"].append({"name": "pot", "type": "CUP"}), "pot (CUP) is not in"),
        (lambda c: kind(c, "TEA")["values"][0].update(id="verde"), "id TEA/verde is not in"),
        (lambda c: c["interactionModel"].pop("dialog"), "dialog intent BrewIntent of en-GB.json is missing"),
    ],
)  # fmt: skip
def test_locales_that_drift_apart_are_told(tmp_path: Path, change: Callable[[Page], object], told: str) -> None:
    """Intents, slots, ids and dialogs are the same sets in every locale."""
    other = model()
    change(other)
    folder = write(tmp_path / "tea", {"en-GB": model(), "en-US": other}, manifest())
    assert any(told in line for line in lines(folder, "locale-drift")), lines(folder, "locale-drift")


def test_every_rule_about_packages_has_a_defect_that_it_finds() -> None:
    """A new rule comes with a test."""
    tested = {rule for rule, _, _ in SEEDED} | {"screen-home", "locale-drift"}
    assert tested == {rule.id for rule in (*PACKAGE_RULES, *MANIFEST_RULES)}


# ---- conflicts -------------------------------------------------------------------------------------------------------


def clashes(tmp_path: Path, **samples: list[str]) -> list[Page]:
    """The conflicts of the model with these samples of intents of its own, beside those that it has."""
    content = model()
    for name, texts in samples.items():
        slots = [{"name": "leaf", "type": "TEA"}, {"name": "words", "type": "AMAZON.SearchQuery"}]
        content["interactionModel"]["languageModel"]["intents"].append({"name": name, "slots": slots, "samples": texts})
    path = tmp_path / "en-US.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return [one.as_json() for found in lint([path]).conflicts.values() for one in found]


def test_a_conflict_has_the_shape_of_amazons_tool(tmp_path: Path) -> None:
    """A plain sample of one intent is what another one says with a value in its slot."""
    assert clashes(tmp_path, SteepIntent=["brew black tea"]) == [
        {
            "conflictingUtterance": "brew black tea",
            "conflicts": [
                {
                    "sampleUtterance": "brew {tea} tea",
                    "intent": {"name": "BrewIntent", "slots": {"tea": {"value": "black", "type": "TEA"}}},
                },
                {"sampleUtterance": "brew black tea", "intent": {"name": "SteepIntent", "slots": {}}},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("sample", "utterance"),
    [
        ("What is  there", "what is there"),
        ("brew {leaf} tea", "brew black tea"),
        ("brew the green one tea in a mug", "brew the green one tea in a mug"),
        ("write down {words}", "write down {AMAZON.SearchQuery}"),
        ("stop", "stop"),
        ("never mind", "never mind"),
    ],
)
def test_conflicts_are_found_after_the_slots_are_filled(tmp_path: Path, sample: str, utterance: str) -> None:
    """By values and synonyms, by slots of one type, and with Amazon's own phrases."""
    assert [one["conflictingUtterance"] for one in clashes(tmp_path, OtherIntent=[sample])] == [utterance]


@pytest.mark.parametrize("sample", ["brew red tea", "brew {words}", "brew black", "black tea brew", "stop it"])
def test_what_only_looks_alike_is_no_conflict(tmp_path: Path, sample: str) -> None:
    """A phrase slot overlaps with much, and a fuller sample wins: that is as it should be."""
    assert clashes(tmp_path, OtherIntent=[sample]) == []


def test_many_combinations_take_no_time(tmp_path: Path) -> None:
    """Two intents with the same three slots of many values: more combinations than could ever be written out."""
    content = model()
    kind(content, "TEA")["values"] = [{"name": {"value": f"tea {i}", "synonyms": [f"t {i}"]}} for i in range(2000)]
    slots = [{"name": name, "type": "TEA"} for name in ("one", "two", "three")]
    for name, end in (("FirstIntent", "now"), ("SecondIntent", "later"), ("ThirdIntent", "now")):
        samples = [f"mix {{one}} {{two}} and {{three}} {end}"]
        content["interactionModel"]["languageModel"]["intents"].append(
            {"name": name, "slots": slots, "samples": samples}
        )
    path = tmp_path / "en-US.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    start = time.monotonic()
    found = next(iter(lint([path]).conflicts.values()))
    assert time.monotonic() - start < 5
    assert [[one.intent for one in conflict.taken] for conflict in found] == [["FirstIntent", "ThirdIntent"]]


# ---- our own, and the command ----------------------------------------------------------------------------------------


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run(
        [sys.executable, "-m", "simulator", "lint", *arguments], capture_output=True, text=True, check=False
    )


def test_our_own_package_is_clean() -> None:
    """By default, and whole: the manifest and every locale."""
    result = lint([OWN])
    assert [found.line() for found in result.findings] == []
    assert len(result.files) == 6


def test_the_command_tells_every_problem_in_a_line(tmp_path: Path) -> None:
    """Exit status 1; a Japanese model without words of its language is judged too."""
    content = model()
    intent(content, "MenuIntent")["samples"] += ["what is there?", "stop"]
    folder = write(tmp_path / "tea", {"en-US": content, "en-GB": model()}, manifest())
    done = run(str(folder))
    assert done.returncode == 1
    told = done.stdout.splitlines()
    assert (
        "intent MenuIntent 'what is there?': '?' may not stand in a sample - leave it out [error sample-character]"
        in told[0]
    )
    assert "'stop' is taken by AMAZON.StopIntent ('stop') and MenuIntent ('stop')" in told[1]
    assert told[2:] == ["3 files, 1 error, 1 warning"]
    shape = json.loads(run("--json", str(folder)).stdout)
    assert (shape["errors"], shape["warnings"], len(shape["findings"])) == (1, 1, 2)
    assert shape["findings"][0]["rule"] == "sample-character"
    assert shape["findings"][0]["severity"] == "error"
    (found,) = (conflicts for path, conflicts in shape["conflicts"].items() if path.endswith("en-US.json"))
    assert found[0]["conflictingUtterance"] == "stop"


def test_a_project_of_amazons_command_line_is_found(tmp_path: Path) -> None:
    """The package lies in skill-package there."""
    write(tmp_path / "project" / "skill-package", {"en-US": model(), "en-GB": model()}, manifest())
    assert len(lint([tmp_path / "project"]).files) == 3


@pytest.mark.parametrize(
    ("arguments", "why"), [(["no/such.json"], "no such file or folder"), (["docs"], "no skill package")]
)
def test_what_cannot_be_judged(arguments: list[str], why: str) -> None:
    """Exit status 2, and one line."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_pictures_of_the_tests_are_pngs() -> None:
    """As the linter reads them."""
    assert png(108)[16:24] == bytes([0, 0, 0, 108] * 2)
