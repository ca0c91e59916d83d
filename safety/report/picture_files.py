"""What the picture files of the report are called."""

from __future__ import annotations

import re
from pathlib import PurePath

VERDICTS = "verdicts.svg"
FURTHER = "further-sets.svg"
UNDERSTANDING = "understanding.svg"
READING = "reading-grade.svg"
PUBLISHED = "published.svg"


def matrix_file(file: str) -> str:
    """The picture of the counts of one set, by the file that it comes from."""
    return f"matrix-{_slug(file)}.svg"


def length_file(file: str) -> str:
    """The picture of the lengths of one set."""
    return f"length-{_slug(file)}.svg"


def _slug(file: str) -> str:
    """The whole path, so that files of the same name in two folders do not write over each other."""
    return "-".join(re.findall(r"[a-z0-9]+", str(PurePath(file).with_suffix("")).lower())) or "set"
