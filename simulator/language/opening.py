"""How somebody opens the skill in the words of a language: "alexa, open back check"."""

from __future__ import annotations

from functools import cache
from typing import Any

from simulator.language.words import LANGUAGES
from simulator.language.words_file import read_language


@cache
def opening(name: str, locale: str) -> str:
    """Wake word, launch phrase and invocation name, in the order of the language; the name alone where none is known.

    The first of each in the language's file is taken, and the order that it has more phrases for. Raises
    LanguageFileError when that cannot be used.
    """
    path = LANGUAGES / f"{locale.split('-')[0]}.yaml"
    words: dict[str, Any] = read_language(path) if path.exists() else {}
    wake, before, after = (words.get(key, ()) for key in ("wake", "launch", "launch_after"))
    if not wake or not (before or after):
        return name
    return f"{wake[0]}, {before[0]} {name}" if len(before) >= len(after) else f"{wake[0]}, {name} {after[0]}"
