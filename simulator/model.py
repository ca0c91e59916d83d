"""An interaction model as nouns: intents, slots, types, dialog, prompts. Read from the JSON that Amazon is given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.moments import is_bound

VALIDATIONS = (
    "hasEntityResolutionMatch", "isInSet", "isNotInSet", "isGreaterThan", "isGreaterThanOrEqualTo", "isLessThan",
    "isLessThanOrEqualTo", "isInDuration", "isNotInDuration",
)  # fmt: skip
MODELS = Path(__file__).resolve().parent.parent / "interaction_model" / "interactionModels" / "custom"


class ModelError(ValueError):
    """An interaction model that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Slot:
    """A slot of an intent. `samples` are the answers to its elicitation prompt."""

    name: str
    type: str
    samples: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Intent:
    """An intent with its slots and sample utterances."""

    name: str
    slots: Mapping[str, Slot]
    samples: tuple[str, ...] = ()

    @property
    def builtin(self) -> bool:
        """Whether Amazon defines it: it then matches whole utterances only."""
        return self.name.startswith("AMAZON.")


@dataclass(frozen=True)
class Value:
    """A value of a custom slot type; `id` is "" when the model gives none."""

    name: str
    id: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Validation:
    """A rule that a slot's value must pass. `type` is Amazon's name of it ("isInSet"); `prompt` is the id of a prompt.

    `values` for the sets, `value` for the comparisons, `start` and `end` for the durations; None where there is none.
    """

    type: str
    prompt: str
    values: tuple[str, ...] = ()
    value: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class DialogSlot:
    """What the dialog model says of a slot: is it elicited and confirmed, by which prompts (ids), with which rules."""

    name: str
    elicited: bool = False
    confirmed: bool = False
    elicitation: str | None = None
    confirmation: str | None = None
    validations: tuple[Validation, ...] = ()


@dataclass(frozen=True)
class DialogIntent:
    """What the dialog model says of an intent. `delegation`: ALWAYS or SKILL_RESPONSE; `confirmation`: a prompt."""

    name: str
    delegation: str
    slots: tuple[DialogSlot, ...] = ()
    confirmed: bool = False
    confirmation: str | None = None

    @property
    def automatic(self) -> bool:
        """Whether Alexa holds the whole dialog by herself (auto delegation)."""
        return self.delegation == "ALWAYS"

    def slot(self, name: str) -> DialogSlot:
        """What is said of one slot; of a slot that the dialog model leaves out, nothing."""
        return next((slot for slot in self.slots if slot.name == name), DialogSlot(name))


@dataclass(frozen=True)
class Variation:
    """One wording of a prompt; `type` is PlainText or SSML."""

    type: str
    value: str


@dataclass(frozen=True)
class InteractionModel:
    """An interaction model. `sensitivity` is LOW, MEDIUM or HIGH: how readily words reach AMAZON.FallbackIntent."""

    invocation: str
    intents: Mapping[str, Intent]
    types: Mapping[str, tuple[Value, ...]]
    dialog: Mapping[str, DialogIntent]
    sensitivity: str = "LOW"
    prompts: Mapping[str, tuple[Variation, ...]] = field(default_factory=dict)


def load_model(source: str | Path | Mapping[str, Any]) -> InteractionModel:
    """The model in a file or in a dict of the same shape.

    Raises ModelError when it cannot be read or lacks something that Amazon's build would refuse.
    """
    if isinstance(source, Mapping):
        return _model(source, "the model")
    path = Path(source)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
    except json.JSONDecodeError as error:
        raise ModelError(f"{path}:{error.lineno}: is not JSON ({error.msg})") from error
    return _model(raw, str(path))


def model_path(locale: str) -> Path:
    """The project's own model for a locale. Raises ModelError naming the locales there are."""
    path = MODELS / f"{locale}.json"
    if path.exists():
        return path
    there = ", ".join(sorted(p.stem for p in MODELS.glob("*.json"))) or "none yet: build the interaction model first"
    raise ModelError(f"no interaction model for locale {locale!r}. There are: {there}")


def _model(raw: Mapping[str, Any], where: str) -> InteractionModel:
    try:
        whole = raw["interactionModel"]
        language = whole["languageModel"]
        types = {t["name"]: tuple(_value(v) for v in t.get("values", ())) for t in language.get("types", ())}
        intents = {i["name"]: _intent(i) for i in language["intents"]}
        dialog = whole.get("dialog", {})
        strategy = dialog.get("delegationStrategy", "SKILL_RESPONSE")
        model = InteractionModel(
            invocation=language["invocationName"],
            intents=intents,
            types=types,
            dialog={d["name"]: _dialog(d, strategy) for d in dialog.get("intents", ())},
            sensitivity=language.get("modelConfiguration", {}).get("fallbackIntentSensitivity", {}).get("level", "LOW"),
            prompts={p["id"]: tuple(map(_variation, p["variations"])) for p in whole.get("prompts", ())},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{where}: is not an interaction model ({type(error).__name__}: {error})") from error
    _check(model, where)
    return model


def _value(raw: Mapping[str, Any]) -> Value:
    return Value(raw["name"]["value"], raw.get("id", ""), tuple(raw["name"].get("synonyms", ())))


def _intent(raw: Mapping[str, Any]) -> Intent:
    slots = {
        s["name"]: Slot(
            s["name"], s["type"], tuple(s.get("samples", ())), bool(s.get("multipleValues", {}).get("enabled"))
        )
        for s in raw.get("slots", ())
    }
    return Intent(raw["name"], slots, tuple(raw.get("samples", ())))


def _dialog(raw: Mapping[str, Any], strategy: str) -> DialogIntent:
    return DialogIntent(
        name=raw["name"],
        delegation=raw.get("delegationStrategy") or strategy,
        slots=tuple(map(_dialog_slot, raw.get("slots", ()))),
        confirmed=bool(raw.get("confirmationRequired")),
        confirmation=(raw.get("prompts") or {}).get("confirmation"),
    )


def _dialog_slot(raw: Mapping[str, Any]) -> DialogSlot:
    prompts = raw.get("prompts") or {}
    return DialogSlot(
        name=raw["name"],
        elicited=bool(raw.get("elicitationRequired")),
        confirmed=bool(raw.get("confirmationRequired")),
        elicitation=prompts.get("elicitation"),
        confirmation=prompts.get("confirmation"),
        validations=tuple(map(_validation, raw.get("validations", ()))),
    )


def _validation(raw: Mapping[str, Any]) -> Validation:
    return Validation(
        raw["type"], raw["prompt"], tuple(raw.get("values", ())), raw.get("value"), raw.get("start"), raw.get("end")
    )


def _variation(raw: Mapping[str, Any]) -> Variation:
    return Variation(raw["type"], raw["value"])


def _check(model: InteractionModel, where: str) -> None:
    """What would make every later answer wrong. The whole list of Amazon's build errors is the linter's."""
    for intent in model.intents.values():
        for slot in intent.slots.values():
            if not slot.type.startswith("AMAZON.") and slot.type not in model.types:
                raise ModelError(f"{where}: slot {intent.name}.{slot.name} has type {slot.type}, which is not defined")
    for name, known in model.dialog.items():
        if name not in model.intents:
            raise ModelError(f"{where}: dialog.intents names {name}, which is no intent")
        _check_prompt(model, known.confirmation, f"{where}: dialog.intents.{name}")
        for asked in known.slots:
            at = f"{where}: dialog.intents.{name}.{asked.name}"
            if asked.name not in model.intents[name].slots:
                raise ModelError(f"{at} is no slot of the intent")
            for prompt in (asked.elicitation, asked.confirmation, *(rule.prompt for rule in asked.validations)):
                _check_prompt(model, prompt, at)
            for rule in asked.validations:
                if rule.type not in VALIDATIONS:
                    raise ModelError(f"{at} has validation {rule.type!r}; Amazon knows {', '.join(VALIDATIONS)}")
                for bound in (rule.start, rule.end):
                    if bound is not None and not is_bound(bound):
                        raise ModelError(f"{at}: {rule.type} has {bound!r}, no date, time or ISO 8601 duration")


def _check_prompt(model: InteractionModel, prompt: str | None, where: str) -> None:
    if prompt is not None and not model.prompts.get(prompt):
        raise ModelError(f"{where} names prompt {prompt!r}, which has no variations in prompts")
