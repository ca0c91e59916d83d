"""An interaction model as it is written, faults included: nothing is merged, and what has a wrong shape is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from simulator.lint.reading import objects, table, text, texts

SEARCH = "AMAZON.SearchQuery"
PHRASE_TYPES = (SEARCH,)


@dataclass(frozen=True)
class DraftSlot:
    """A slot as written. `where` is its place in the file."""

    name: str
    type: str
    samples: tuple[str, ...]
    several: bool
    where: str


@dataclass(frozen=True)
class DraftIntent:
    """An intent as written."""

    name: str
    slots: tuple[DraftSlot, ...]
    samples: tuple[str, ...]
    where: str

    @property
    def builtin(self) -> bool:
        """Whether Amazon defines it."""
        return self.name.startswith("AMAZON.")

    @cached_property
    def types(self) -> dict[str, str]:
        """Slot name -> its type."""
        return {slot.name: slot.type for slot in self.slots}


@dataclass(frozen=True)
class DraftValue:
    """A value of a slot type as written."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    where: str

    @property
    def wordings(self) -> tuple[str, ...]:
        """The value and its synonyms."""
        return (self.name, *self.synonyms)


@dataclass(frozen=True)
class DraftType:
    """A custom slot type as written. `supplied`: its values come from a catalog."""

    name: str
    values: tuple[DraftValue, ...]
    supplied: bool
    where: str


@dataclass(frozen=True)
class Draft:
    """A model file as written. `raw` is all of it; `locale` is the name of the file, where that is a locale."""

    path: Path
    locale: str
    raw: dict[str, Any] = field(repr=False)

    @cached_property
    def language(self) -> dict[str, Any]:
        """The part languageModel."""
        return table(table(self.raw.get("interactionModel")).get("languageModel"))

    @cached_property
    def dialog(self) -> dict[str, Any]:
        """The part dialog."""
        return table(table(self.raw.get("interactionModel")).get("dialog"))

    @property
    def invocation(self) -> str:
        """The invocation name."""
        return text(self.language.get("invocationName"))

    @cached_property
    def intents(self) -> tuple[DraftIntent, ...]:
        """Every intent that has a name, in order."""
        return tuple(_intent(raw) for _, raw in objects(self.language.get("intents")) if text(raw.get("name")))

    @cached_property
    def types(self) -> tuple[DraftType, ...]:
        """Every type that has a name, in order."""
        return tuple(_type(raw) for _, raw in objects(self.language.get("types")) if text(raw.get("name")))

    @cached_property
    def prompts(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """(id, prompt) of every prompt."""
        raw = table(self.raw.get("interactionModel")).get("prompts")
        return tuple((text(prompt.get("id")), prompt) for _, prompt in objects(raw))

    def intent(self, name: str) -> DraftIntent | None:
        """The first intent of that name."""
        return next((intent for intent in self.intents if intent.name == name), None)

    def samples(self) -> Iterator[tuple[DraftIntent, str, str]]:
        """(intent, sample, where) of every sample, of intents and of their slots."""
        for intent in self.intents:
            for sample in intent.samples:
                yield intent, sample, f"{intent.where} '{sample}'"
            for slot in intent.slots:
                for sample in slot.samples:
                    yield intent, sample, f"{slot.where} '{sample}'"


def _intent(raw: dict[str, Any]) -> DraftIntent:
    name = text(raw.get("name"))
    slots = tuple(_slot(name, slot) for _, slot in objects(raw.get("slots")) if text(slot.get("name")))
    return DraftIntent(name, slots, texts(raw.get("samples")), f"intent {name}")


def _slot(intent: str, raw: dict[str, Any]) -> DraftSlot:
    several = table(raw.get("multipleValues")).get("enabled") is True
    name = text(raw.get("name"))
    return DraftSlot(name, text(raw.get("type")), texts(raw.get("samples")), several, f"slot {intent}.{name}")


def _type(raw: dict[str, Any]) -> DraftType:
    name = text(raw.get("name"))
    supplier = table(raw.get("valueSupplier"))
    listed = [*objects(raw.get("values")), *objects(supplier.get("values"))]
    values = tuple(_value(name, value) for _, value in listed)
    return DraftType(name, values, "valueCatalog" in supplier, f"type {name}")


def _value(type_name: str, raw: dict[str, Any]) -> DraftValue:
    words = table(raw.get("name"))
    value = text(words.get("value"))
    return DraftValue(text(raw.get("id")), value, texts(words.get("synonyms")), f"type {type_name}, value '{value}'")
