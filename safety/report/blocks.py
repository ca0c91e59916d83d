"""What a document is made of, whatever shows it: headings, paragraphs, lists, tables, pictures.

Texts may hold **bold**, `code` and [words](link), and nothing else that is marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the whole."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Rows under a head, each as long as the head; `words` are the columns that hold words and not figures."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: Sequence[int] = (0,)
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture file beside the document, what it shows for who cannot see it, and what is said under it."""

    file: str
    alt: str
    caption: str


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Picture
