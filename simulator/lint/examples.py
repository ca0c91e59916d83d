"""The example phrases of a skill's page: whether they are spoken as Alexa wants them, and reach an intent."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.language.invocation import read_call
from simulator.language.step import FALLBACK, Language, load_language
from simulator.language.text import tokens
from simulator.lint.draft import Draft
from simulator.lint.finding import Problem
from simulator.lint.package import Package
from simulator.lint.reading import texts
from simulator.model import ModelError


def _pages(package: Package) -> Iterator[tuple[str, tuple[str, ...], Language]]:
    """(where, example phrases, language step) of every page that has a usable model in a language that Alexa knows."""
    for draft in package.drafts:
        language = _language(draft)
        phrases = texts(package.pages.get(draft.path.stem, {}).get("examplePhrases"))
        if language and language.words.launch and phrases:
            yield f"locales.{draft.path.stem}.examplePhrases", phrases, language


def _language(draft: Draft) -> Language | None:
    """None for a model that cannot be used: other rules say why."""
    try:
        return load_language(draft.path, draft.locale)
    except (ModelError, LookupError, TypeError, ValueError):
        return None


def first_example(package: Package) -> Iterator[Problem]:
    """The first says how to begin: wake word, launch word, invocation name. Source: "Functional testing", 3.1."""
    for where, phrases, language in _pages(package):
        said = tokens(phrases[0], language.words)
        called = read_call(phrases[0], language.model.invocation, language.words)
        if not said or said[0].word not in language.words.wake or called is None or not called.explicit:
            wake = min(language.words.wake & {"alexa"} or language.words.wake).capitalize()
            todo = f'such as "{wake}, {language.words.launch[-1]} {language.model.invocation}"'
            yield Problem(where, f"'{phrases[0]}' does not say wake word, launch word and name", todo)


def examples_work(package: Package) -> Iterator[Problem]:
    """Every phrase calls the skill, or is one that the open skill understands."""
    for where, phrases, language in _pages(package):
        for phrase in phrases:
            said = tokens(phrase, language.words)
            woken = bool(said) and said[0].word in language.words.wake
            called = read_call(phrase, language.model.invocation, language.words)
            if woken and called is None:
                yield Problem(where, f"'{phrase}' does not call the skill", f"name it: {language.model.invocation}")
                continue
            request = phrase if called is None else called.request
            chosen = language.understand(request).chosen if request else None
            if request and (chosen is None or chosen.intent == FALLBACK):
                yield Problem(where, f"'{phrase}' reaches no intent", "take one of the sample utterances")
