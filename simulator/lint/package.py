"""A skill package as it is written, and the rules that look at more than one of its files."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.lint.draft import Draft
from simulator.lint.finding import Problem
from simulator.lint.reading import objects, table, text, texts

LOCALES = (
    *("ar-SA", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "es-US", "fr-CA", "fr-FR"),
    *("hi-IN", "it-IT", "ja-JP", "nl-NL", "pt-BR"),
)
"""Source: Amazon's page "Develop skills in multiple languages"."""
ICONS = {"smallIconUri": 108, "largeIconUri": 512}
LIMITS = {"summary": 160, "description": 4000, "updatesDescription": 4000}
LONGEST_NAME = 50
MOST_EXAMPLES, LONGEST_EXAMPLE = 3, 200
MOST_KEYWORDS, LONGEST_KEYWORD = 30, 150
LONGEST_INSTRUCTIONS = 4000
_INTERFACES = (
    *("ALEXA_PRESENTATION_APL", "ALEXA_PRESENTATION_HTML", "AUDIO_PLAYER", "VIDEO_APP", "RENDER_TEMPLATE"),
    *("GADGET_CONTROLLER", "GAME_ENGINE", "ALEXA_SEARCH", "APP_LINKS", "APP_LINKS_V2", "CUSTOM_INTERFACE"),
    *("ALEXA_DATASTORE_PACKAGEMANAGER", "ALEXA_EXTENSION"),
)


@dataclass(frozen=True)
class Package:
    """A skill package. `manifest` is what stands in skill.json, {} without one; `folder` is where its files lie."""

    folder: Path
    drafts: tuple[Draft, ...]
    manifest: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def published(self) -> dict[str, Any]:
        """The part publishingInformation."""
        return table(table(self.manifest.get("manifest")).get("publishingInformation"))

    @property
    def pages(self) -> dict[str, dict[str, Any]]:
        """The skill's page in each locale."""
        return {locale: table(page) for locale, page in table(self.published.get("locales")).items()}

    @property
    def privacy(self) -> dict[str, Any]:
        """The part privacyAndCompliance."""
        return table(table(self.manifest.get("manifest")).get("privacyAndCompliance"))


# ---- locales ---------------------------------------------------------------------------------------------------------

_FRAMES: tuple[tuple[str, Callable[[Draft], set[str]]], ...] = (
    ("intent", lambda draft: {intent.name for intent in draft.intents}),
    ("slot", lambda draft: {f"{i.name}.{s.name} ({s.type})" for i in draft.intents for s in i.slots}),
    ("type", lambda draft: {one.name for one in draft.types}),
    ("id", lambda draft: {f"{one.name}/{value.id}" for one in draft.types for value in one.values if value.id}),
    ("dialog intent", lambda draft: {text(one.get("name")) for _, one in objects(draft.dialog.get("intents"))}),
)


def drift(package: Package) -> Iterator[Problem]:
    """One skill answers all locales: they have the same intents, slots, types and ids."""
    if len(package.drafts) < 2:
        return
    first, *others = package.drafts
    for kind, frame in _FRAMES:
        wanted = frame(first)
        for other in others:
            there = frame(other)
            for name in sorted(wanted - there):
                yield Problem(
                    other.path.name, f"{kind} {name} of {first.path.name} is missing", "add it, or drop it there"
                )
            for name in sorted(there - wanted):
                yield Problem(other.path.name, f"{kind} {name} is not in {first.path.name}", "add it there, or drop it")


def locale_names(package: Package) -> Iterator[Problem]:
    """Models and pages are for locales that Alexa has."""
    for where, locale in (
        *((d.path.name, d.path.stem) for d in package.drafts),
        *(("skill.json", p) for p in package.pages),
    ):
        if locale not in LOCALES and (where == "skill.json" or package.manifest):
            yield Problem(where, f"{locale} is no locale of Alexa", f"use one of {', '.join(LOCALES)}")


def locales_match(package: Package) -> Iterator[Problem]:
    """Every page has a model, and every model a page."""
    if not package.manifest:
        return
    models = {draft.path.stem for draft in package.drafts}
    for locale in sorted(set(package.pages) - models):
        yield Problem(
            "skill.json", f"locale {locale} has no interaction model", f"add {locale}.json, or drop the locale"
        )
    for locale in sorted(models - set(package.pages)):
        yield Problem("skill.json", f"locale {locale} has a model and no page", "add the page, or drop the model")


# ---- the manifest ----------------------------------------------------------------------------------------------------


def page_limits(package: Package) -> Iterator[Problem]:
    """How long the texts of a page may be, and how many."""
    for locale, page in package.pages.items():
        where = f"locales.{locale}"
        for name, most in LIMITS.items():
            if len(text(page.get(name))) > most:
                yield Problem(f"{where}.{name}", f"{len(page[name])} characters, {most} at most", "shorten it")
        if len(text(page.get("name"))) == 1:
            yield Problem(f"{where}.name", "one character", "write two at least")
        for name, most, longest in (
            ("examplePhrases", MOST_EXAMPLES, LONGEST_EXAMPLE),
            ("keywords", MOST_KEYWORDS, LONGEST_KEYWORD),
        ):
            entries = texts(page.get(name))
            if len(entries) > most:
                yield Problem(f"{where}.{name}", f"{len(entries)} of them, {most} at most", "keep the best")
            for entry in entries:
                if len(entry) > longest:
                    yield Problem(f"{where}.{name}", f"'{entry[:30]}...' is over {longest} characters", "shorten it")
    instructions = text(package.published.get("testingInstructions"))
    if len(instructions) > LONGEST_INSTRUCTIONS:
        yield Problem(
            "testingInstructions", f"{len(instructions)} characters, {LONGEST_INSTRUCTIONS} at most", "shorten it"
        )


def page_complete(package: Package) -> Iterator[Problem]:
    """What a page needs before it can be published."""
    for locale, page in package.pages.items():
        for name in ("summary", "description", "examplePhrases", "smallIconUri", "largeIconUri"):
            if not page.get(name):
                yield Problem(f"locales.{locale}.{name}", "is missing or empty", "a skill is not published without it")
        if len(text(page.get("name"))) > LONGEST_NAME:
            yield Problem(f"locales.{locale}.name", f"over {LONGEST_NAME} characters", "shorten it: the store cuts it")
    if package.manifest and not package.published.get("category"):
        yield Problem("category", "is missing", "a skill is not published without it")


def icons(package: Package) -> Iterator[Problem]:
    """PNG files of 108 and 512 points, where the manifest names files of the package."""
    told: set[str] = set()
    for page in package.pages.values():
        for name, wanted in ICONS.items():
            uri = text(page.get(name))
            if not uri.startswith("file://") or uri in told:
                continue
            told.add(uri)
            path = package.folder / uri.removeprefix("file://")
            if not path.is_file():
                yield Problem(name, f"{uri} is not in the package", "add the file, or mend the name")
            elif _png_size(path) != (wanted, wanted):
                yield Problem(name, f"{uri} is no PNG of {wanted} x {wanted}", "draw it in that size")


def _png_size(path: Path) -> tuple[int, int] | None:
    head = path.read_bytes()[:24]
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or len(head) < 24:
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def privacy_page(package: Package) -> Iterator[Problem]:
    """Who asks for personal information or permissions tells in every locale what becomes of it."""
    permissions = table(package.manifest.get("manifest")).get("permissions")
    if not (package.privacy.get("usesPersonalInfo") is True or permissions):
        return
    links = table(package.privacy.get("locales"))
    for locale in package.pages:
        if not text(table(links.get(locale)).get("privacyPolicyUrl")).startswith("https://"):
            yield Problem(
                f"privacyAndCompliance.locales.{locale}", "has no privacyPolicyUrl", "add one that begins with https://"
            )


def health_records(package: Package) -> Iterator[Problem]:
    """A true usesHealthInfo is for those who process health records under HIPAA, and leads to another certification."""
    if package.privacy.get("usesHealthInfo") is True:
        yield Problem(
            "usesHealthInfo", "is true", "leave it out, unless you process records under HIPAA by contract with Amazon"
        )


def interfaces(package: Package) -> Iterator[Problem]:
    """The interfaces that a custom skill can declare, and NavigateHome where there is a screen."""
    custom = table(table(table(package.manifest.get("manifest")).get("apis")).get("custom"))
    for _, entry in objects(custom.get("interfaces")):
        if text(entry.get("type")) not in _INTERFACES:
            yield Problem("apis.custom.interfaces", f"{entry.get('type')!r} is no interface", "mend the type")


def home_from_screen(package: Package) -> Iterator[Problem]:
    """With a screen, AMAZON.NavigateHomeIntent is required."""
    custom = table(table(table(package.manifest.get("manifest")).get("apis")).get("custom"))
    screens = [text(entry.get("type")) for _, entry in objects(custom.get("interfaces"))]
    if not any(kind in ("ALEXA_PRESENTATION_APL", "RENDER_TEMPLATE", "VIDEO_APP") for kind in screens):
        return
    for draft in package.drafts:
        if draft.intent("AMAZON.NavigateHomeIntent") is None:
            yield Problem(draft.path.name, "the skill has a screen and no AMAZON.NavigateHomeIntent", "add the intent")
