"""Which fields stand where in a model and a manifest, which of them are needed, and of what kind they are.

Source: Amazon's description of its skill management API (interaction model and manifest).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from simulator.lint.finding import Problem

_KINDS = {str: "a text", bool: "true or false", dict: "an object", list: "a list"}


@dataclass(frozen=True)
class Shape:
    """What is expected at a place: of which kind, and for objects which fields, for lists what each entry is."""

    kind: type
    fields: Mapping[str, Shape] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    each: Shape | None = None
    least: int = 0
    choices: tuple[str, ...] = ()
    open: bool = False  # further fields are fine


TEXT, FLAG, ANY = Shape(str), Shape(bool), Shape(dict, open=True)


def _list(each: Shape, least: int = 0) -> Shape:
    return Shape(list, each=each, least=least)


def _object(needed: str = "", **fields: Shape) -> Shape:
    return Shape(dict, fields, tuple(needed.split()))


_STRATEGY = Shape(str, choices=("ALWAYS", "SKILL_RESPONSE"))
_VALUE = _object("name", id=TEXT, name=_object("value", value=Shape(str, least=1), synonyms=_list(TEXT)))
_SLOT = _object("name type", name=TEXT, type=TEXT, samples=_list(TEXT), multipleValues=_object("enabled", enabled=FLAG))
_PROMPTS = _object("", elicitation=TEXT, confirmation=TEXT)
_DIALOG_SLOT = _object(
    "name type prompts",
    name=TEXT,
    type=TEXT,
    prompts=_PROMPTS,
    elicitationRequired=FLAG,
    confirmationRequired=FLAG,
    validations=_list(Shape(dict, {"type": TEXT, "prompt": TEXT}, ("type", "prompt"), open=True)),
)
_DIALOG_INTENT = _object(
    "name",
    name=TEXT,
    delegationStrategy=_STRATEGY,
    confirmationRequired=FLAG,
    prompts=_PROMPTS,
    slots=_list(_DIALOG_SLOT),
)
_LANGUAGE = _object(
    "invocationName intents",
    invocationName=Shape(str, least=1),
    intents=_list(_object("name", name=TEXT, slots=_list(_SLOT), samples=_list(TEXT), generatedBy=TEXT), least=1),
    types=_list(_object("name", name=TEXT, values=_list(_VALUE), valueSupplier=ANY, generatedBy=TEXT)),
    modelConfiguration=_object(
        "", fallbackIntentSensitivity=_object("", level=Shape(str, choices=("LOW", "MEDIUM", "HIGH")))
    ),
)
_VARIATION = _object("type value", type=Shape(str, choices=("PlainText", "SSML")), value=TEXT)
MODEL = _object(
    "interactionModel",
    interactionModel=_object(
        "languageModel",
        languageModel=_LANGUAGE,
        dialog=_object("intents", delegationStrategy=_STRATEGY, intents=_list(_DIALOG_INTENT, least=1)),
        prompts=_list(_object("id variations", id=TEXT, variations=_list(_VARIATION, least=1))),
        conversations=_list(ANY),
    ),
    version=TEXT,
    description=TEXT,
)

_PAGE = _object(
    "name",
    name=TEXT,
    summary=TEXT,
    description=TEXT,
    examplePhrases=_list(TEXT),
    keywords=_list(TEXT),
    smallIconUri=TEXT,
    largeIconUri=TEXT,
    updatesDescription=TEXT,
)
_FLAGS = dict.fromkeys(
    ("allowsPurchases", "usesPersonalInfo", "isChildDirected", "isExportCompliant", "containsAds", "usesHealthInfo"),
    FLAG,
)
_PUBLISHING = Shape(
    dict,
    {
        "locales": Shape(dict, each=_PAGE),
        "isAvailableWorldwide": FLAG,
        "distributionMode": Shape(str, choices=("PUBLIC", "PRIVATE")),
        "distributionCountries": _list(TEXT),
        "category": TEXT,
        "testingInstructions": TEXT,
    },
    ("locales",),
    open=True,
)
_PRIVACY = Shape(
    dict,
    {**_FLAGS, "locales": Shape(dict, each=_object("", privacyPolicyUrl=TEXT, termsOfUseUrl=TEXT))},
    open=True,
)
MANIFEST = Shape(
    dict,
    {
        "manifest": Shape(
            dict,
            {
                "manifestVersion": TEXT,
                "publishingInformation": _PUBLISHING,
                "privacyAndCompliance": _PRIVACY,
                "permissions": _list(Shape(dict, {"name": TEXT}, ("name",), open=True)),
                "apis": ANY,
                "events": ANY,
            },
            ("publishingInformation",),
            open=True,
        )
    },
    ("manifest",),
)


def wrong_shapes(raw: Any, shape: Shape, where: str = "") -> Iterator[Problem]:
    """What lacks, or is of another kind than Amazon's description says."""
    if not isinstance(raw, shape.kind):
        yield Problem(where, f"is no {_KINDS[shape.kind].removeprefix('a ').removeprefix('an ')}", _write(shape))
        return
    if shape.choices and raw not in shape.choices:
        yield Problem(where, f"is {raw!r}", f"write one of {', '.join(shape.choices)}")
    if isinstance(raw, str | list) and len(raw) < shape.least:
        yield Problem(where, "is empty", "fill it")
    if isinstance(raw, dict):
        for name in shape.needed:
            if name not in raw:
                yield Problem(where, f"has no {name}", f"add {name}")
    for name, entry, inner in _inside(raw, shape, where):
        yield from wrong_shapes(entry, inner, name)


def unknown(raw: Any, shape: Shape, where: str = "") -> Iterator[Problem]:
    """Fields that Amazon's description does not know: most often a slip of the pen."""
    if isinstance(raw, dict) and shape.fields and not shape.open:
        for name in raw:
            if name not in shape.fields:
                near = get_close_matches(name, shape.fields, n=1)
                yield Problem(where, f"{name} is no known field", f"write {near[0]}" if near else "leave it out")
    for name, entry, inner in _inside(raw, shape, where):
        yield from unknown(entry, inner, name)


def _inside(raw: Any, shape: Shape, where: str) -> Iterator[tuple[str, Any, Shape]]:
    dot = "." if where else ""
    if isinstance(raw, dict):
        for name, entry in raw.items():
            inner = shape.fields.get(name, shape.each)
            if inner:
                yield f"{where}{dot}{name}", entry, inner
    elif isinstance(raw, list) and shape.each:
        for place, entry in enumerate(raw):
            named = entry.get("name") if isinstance(entry, dict) else None
            yield f"{where}[{named if isinstance(named, str) else place}]", entry, shape.each


def _write(shape: Shape) -> str:
    return f"write {_KINDS[shape.kind]}"
