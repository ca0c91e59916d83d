"""A small skill package that is in order, for the tests that put defects into one."""

from __future__ import annotations

import copy
import json
import struct
from pathlib import Path
from typing import Any

_CUP = {"name": "cup", "type": "CUP", "samples": ["a {cup}"]}
_TEA = {"name": "tea", "type": "TEA", "samples": ["{tea}", "{tea} please"]}
_NOTE = {"name": "note", "type": "AMAZON.SearchQuery", "samples": ["write {note}"]}
_COUNT = {"name": "count", "type": "AMAZON.NUMBER"}
_VALUES = {"TEA": ["green", "black", "white"], "CUP": ["mug", "glass"]}

MODEL: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "tea corner",
            "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},
            "intents": [
                *(
                    {"name": f"AMAZON.{name}Intent", "samples": []}
                    for name in ("Cancel", "Help", "Stop", "Fallback", "NavigateHome", "Yes", "No", "Repeat")
                ),
                {
                    "name": "BrewIntent",
                    "slots": [_TEA, _CUP, _COUNT],
                    "samples": ["brew {tea} tea", "brew {tea} tea in a {cup}", "{count} cups of {tea} tea"],
                },
                {"name": "NoteIntent", "slots": [_NOTE], "samples": ["note that {note}", "write down {note}"]},
                {
                    "name": "MenuIntent",
                    "slots": [],
                    "samples": ["what is there", "what teas have you got", "g. b. menu"],
                },
            ],
            "types": [
                {
                    "name": name,
                    "values": [
                        {"id": value, "name": {"value": value, "synonyms": [f"the {value} one"]}} for value in values
                    ],
                }
                for name, values in _VALUES.items()
            ],
        },
        "dialog": {
            "delegationStrategy": "SKILL_RESPONSE",
            "intents": [
                {
                    "name": "BrewIntent",
                    "confirmationRequired": True,
                    "prompts": {"confirmation": "Confirm.Brew"},
                    "slots": [
                        {
                            "name": "tea",
                            "type": "TEA",
                            "elicitationRequired": True,
                            "confirmationRequired": False,
                            "prompts": {"elicitation": "Elicit.Tea"},
                            "validations": [{"type": "hasEntityResolutionMatch", "prompt": "Valid.Tea"}],
                        },
                        {"name": "cup", "type": "CUP", "prompts": {}},
                        {
                            "name": "count",
                            "type": "AMAZON.NUMBER",
                            "prompts": {},
                            "validations": [{"type": "isLessThan", "prompt": "Valid.Tea", "value": "10"}],
                        },
                    ],
                }
            ],
        },
        "prompts": [
            {"id": "Confirm.Brew", "variations": [{"type": "PlainText", "value": "Brew {tea} now?"}]},
            {"id": "Elicit.Tea", "variations": [{"type": "PlainText", "value": "Which tea?"}]},
            {
                "id": "Valid.Tea",
                "variations": [{"type": "PlainText", "value": "There is green, black and white. Which?"}],
            },
        ],
    }
}

_PAGE = {
    "name": "Tea Corner",
    "summary": "Brews tea.",
    "description": "Brews tea in a cup.",
    "examplePhrases": ["Alexa, open tea corner.", "Alexa, ask tea corner to brew green tea.", "what is there"],
    "keywords": ["tea"],
    "smallIconUri": "file://assets/small.png",
    "largeIconUri": "file://assets/large.png",
}

MANIFEST: dict[str, Any] = {
    "manifest": {
        "manifestVersion": "1.0",
        "publishingInformation": {
            "category": "FOOD_AND_DRINK",
            "testingInstructions": "Say: open tea corner.",
            "locales": {"en-US": _PAGE, "en-GB": _PAGE},
        },
        "privacyAndCompliance": {"usesPersonalInfo": False, "locales": {}},
        "apis": {"custom": {"endpoint": {"uri": "https://tea.example.org"}, "interfaces": []}},
    }
}


def model() -> dict[str, Any]:
    """A model that is in order, to be changed."""
    return copy.deepcopy(MODEL)


def manifest() -> dict[str, Any]:
    """A manifest that is in order, to be changed."""
    return copy.deepcopy(MANIFEST)


def png(size: int) -> bytes:
    """The head of a PNG file of that size."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", size, size)


def write(folder: Path, models: dict[str, dict[str, Any]], page: dict[str, Any] | None = None) -> Path:
    """The package in a folder: models by locale, the manifest unless there is none, icons."""
    custom = folder / "interactionModels" / "custom"
    custom.mkdir(parents=True)
    for locale, content in models.items():
        (custom / f"{locale}.json").write_text(json.dumps(content), encoding="utf-8")
    if page is not None:
        (folder / "skill.json").write_text(json.dumps(page), encoding="utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "small.png").write_bytes(png(108))
    (folder / "assets" / "large.png").write_bytes(png(512))
    return folder


def intent(content: dict[str, Any], name: str) -> dict[str, Any]:
    """An intent of a model."""
    found: dict[str, Any] = next(
        i for i in content["interactionModel"]["languageModel"]["intents"] if i["name"] == name
    )
    return found


def kind(content: dict[str, Any], name: str) -> dict[str, Any]:
    """A slot type of a model."""
    found: dict[str, Any] = next(t for t in content["interactionModel"]["languageModel"]["types"] if t["name"] == name)
    return found
