"""The whole document as text: the same files always give the same text, on any day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from safety.domains import tests_of
from safety.rules.asking import AskingPages
from safety.rules.criteria import CriterionPages, anchor
from safety.rules.lists import ListPages
from safety.rules.material import LOCALE, Material
from safety.rules.pictures import Pictures
from safety.rules.reach import Level, each_alone
from safety.rules.spoken import LevelPages
from safety.rules.tracing import all_rules
from safety.rules.wording import Wording, words
from skill.model import Test

_MARK = 10  # letters of a section's mark: enough to tell two texts apart, short enough to compare by eye


_Chapter: TypeAlias = tuple[str, str, list[str], bool]
"""Where a chapter stands, its title, its lines, and whether it is signed."""


class Document:
    """Puts the chapters in order, with a table of contents and lines to sign."""

    def __init__(self, material: Material, alone: Mapping[str, Level | None] | None = None) -> None:
        self.material = material
        self.text = material.text
        self.wording = Wording(material.knowledge, material.text, material.shared)
        self.criteria = CriterionPages(material, self.wording)
        self.alone = alone or each_alone(material.knowledge, material.well)  # slow enough to be found only once
        self.pictures = Pictures(material, self.wording, self.alone)
        self.asking = AskingPages(material, self.wording, self.pictures)
        self.levels = LevelPages(material, self.wording)
        self.lists = ListPages(material, self.wording, self.criteria)

    def write(self) -> str:
        """The document in Markdown."""
        chapters = list(self._chapters())
        marks = self._marks(chapters)
        lines = [self.text.say("title"), "", self.text.say("generated"), "", self._introduction(), ""]
        lines += [self.text.say("signing.how"), "", self.text.say("contents"), ""]
        lines += [f"- [{title}](#{name})" for name, title, _, _ in chapters]
        for name, title, body, signed in chapters:
            lines += ["", f'<a id="{name}"></a>', "", f"## {title}", "", *body]
            if signed:
                lines += ["", *self._signing(title, marks[name])]
        return "\n".join("\n".join(line.rstrip() for line in part.split("\n")) for part in _single_gaps(lines)) + "\n"

    def _marks(self, chapters: Iterable[_Chapter]) -> dict[str, str]:
        """A mark of each chapter's rules and words: another case leaves it, a changed shared condition changes it."""
        spelt_out = Document(replace(self.material, cases=(), shared={}), self.alone)
        signed = {name: body for name, _, body, _ in spelt_out._chapters()}
        return {name: _mark(signed[name] or body) for name, _, body, _ in chapters}  # shared ones: by themselves

    def _chapters(self) -> Iterator[_Chapter]:
        title = self.text.say
        yield "how", title("how.title"), [self._how()], False
        yield "open", title("open.title"), list(self.lists.open_points()), False
        overview = self.pictures.overview(self.asking.unasked)
        yield "picture", title("pictures.title"), [title("pictures.body"), "", *overview], False
        yield "levels", title("levels.title"), list(self.levels.lines()), True
        for section, criteria in self.material.sections.items():
            body = [line for criterion in criteria for line in self.criteria.lines(criterion)]
            yield f"section-{_slug(section)}", section, body, True
        yield "questions", title("questions.title"), list(self.asking.questions()), True
        yield "unknown", title("unknown.title"), list(self.asking.unknown()), True
        yield "shared", title("lists.shared_title"), list(self.lists.shared()), True
        yield "topics", title("lists.topics_title"), list(self.lists.topics()), True
        yield "rules", title("lists.rules_title"), list(self.lists.rules()), False
        yield "sources", title("lists.sources_title"), list(self.lists.sources()), False

    def _introduction(self) -> str:
        knowledge = self.material.knowledge
        own = [f"`{rule.name}` ({rule.review_by})" for rule in all_rules(knowledge) if rule.review_by]
        dates = self.text.say("own_dates", rules=", ".join(own)) if own else self.text.say("no_own_dates")
        return self.text.say("introduction", review_by=knowledge.review_by, own_dates=dates)

    def _how(self) -> str:
        knowledge = self.material.knowledge
        tests = [test for rule in knowledge.rules for test in tests_of(rule.when) if test.relation == "at_least"]
        graded = next((test for test in tests if self._has_graver(test)), tests[0])
        return self.text.say(
            "how.body",
            levels=", ".join(words(urgency.name) for urgency in knowledge.urgencies),
            example=self.wording.test(graded),
            locale=LOCALE,
        )

    def _has_graver(self, test: Test) -> bool:
        return test.value in self.material.knowledge.topics[test.topic].values[:-1]

    def _signing(self, title: str, mark: str) -> Iterator[str]:
        yield from (self.text.say("signing.title", section=title), "", self.text.say("signing.table"), "")
        yield self.text.say("signing.footer", mark=mark, review_by=self.material.knowledge.review_by)


def _mark(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_MARK]


def _single_gaps(lines: Iterable[str]) -> Iterator[str]:
    """Lines with one empty line at most between two that are not."""
    before = "."
    for line in lines:
        if line or before:
            yield line
        before = line


def _slug(title: str) -> str:
    return anchor("".join(letter if letter.isalnum() else "-" for letter in title))
