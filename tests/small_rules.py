"""A clinical file with one of everything, and our own, as the document of the rules is made of them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from safety.rules.criteria import CriterionPages
from safety.rules.document import Document
from safety.rules.material import Material, Paths, gather
from safety.rules.wording import Wording
from skill.speech import Speech
from skill.strict_yaml import read
from tests.people import HERE

SMALL = HERE / "data" / "small_rules"
ANY_DAY = "2026-11-28"
"""Before every day of review that stands in our clinical file."""


def paths(folder: Path = SMALL) -> Paths:
    """Where the files of the small clinical file stand in a folder."""
    return Paths(*(folder / name for name in ("triage.yaml", "criteria.yaml", "cases", "stages.yaml")))


def copied(folder: Path) -> Paths:
    """The small clinical file in a folder of its own, to be changed."""
    return paths(shutil.copytree(SMALL, folder / "small_rules"))


def gathered(where: Paths) -> Material:
    """A small clinical file with its few words."""
    entries, _ = read(SMALL / "words.yaml")
    return gather(where, Speech("en", True, entries))


@cache
def small() -> Material:
    """The small clinical file as it stands."""
    return gathered(paths())


@cache
def ours() -> Material:
    """Our own files."""
    return gather()


@cache
def written() -> str:
    """The document as it would be written now."""
    return Document(ours()).write()


def wording(material: Material) -> Wording:
    """What puts the conditions of a clinical file into words."""
    return Wording(material.knowledge, material.text, material.shared)


def page(material: Material, criterion: str) -> str:
    """The page of one criterion."""
    return "\n".join(CriterionPages(material, wording(material)).lines(criterion))
