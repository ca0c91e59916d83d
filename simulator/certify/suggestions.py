"""What a prompt tells people to say: phrases in quotes, and those that the language's words introduce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.certify.fingerprint import asks, sentences
from simulator.lint.spoken import Spoken

_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{2,80})[\"“”«»„]")
_EDGES = " ,.:;!?…\"'“”‘’-–"
MOST_WORDS = 14


def suggestions(text: str, spoken: Spoken) -> list[str]:
    """The phrases that a text suggests, in order, each once."""
    found: list[str] = []
    rest = text
    for quoted in _QUOTED.findall(text):
        found.append(quoted)
        rest = rest.replace(quoted, " ")
    for sentence in _runs(rest, spoken):
        found += _introduced(sentence, spoken)
    cleaned = [" ".join(phrase.strip(_EDGES).split()) for phrase in found]
    return [phrase for phrase in dict.fromkeys(cleaned) if phrase and len(phrase.split()) <= MOST_WORDS]


def _runs(text: str, spoken: Spoken) -> Iterator[str]:
    """Sentences; one that ends with an introduction ("For example.") goes on in the next."""
    pending = ""
    for sentence in sentences(text):
        whole = f"{pending} {sentence}".strip()
        if any(
            whole.rstrip(_EDGES).lower().endswith(introduction.rstrip(":")) for introduction in spoken.introductions
        ):
            pending = whole
            continue
        pending = ""
        yield whole


def _introduced(sentence: str, spoken: Spoken) -> Iterator[str]:
    low = sentence.lower().replace("’", "'")
    starts: list[tuple[int, int]] = []
    for introduction in spoken.introductions:
        for match in re.finditer(rf"(?<!\w){re.escape(introduction)}(?!\w)", low):
            if not any(begin <= match.start() < end for begin, end in starts):
                starts.append((match.start(), match.end()))
    starts.sort()
    for place, (_, end) in enumerate(starts):
        stop = starts[place + 1][0] if place + 1 < len(starts) else len(sentence)
        yield from _parts(sentence[end:stop], spoken)


def _parts(phrases: str, spoken: Spoken) -> Iterator[str]:
    """The phrases of a list: "repeat, why, or stop"."""
    between = "|".join(rf"\b{re.escape(word)}\b" for word in spoken.alternatives)
    for part in re.split(rf",|;|{between}" if between else ",|;", phrases):
        phrase = part.strip(_EDGES)
        if phrase and not _is_talk(phrase, spoken.not_said):
            yield phrase


def _is_talk(phrase: str, not_said: Sequence[str]) -> bool:
    low = phrase.lower()
    return any(low == word or low.startswith(f"{word} ") for word in not_said)


def offered(text: str, spoken: Spoken) -> list[str]:
    """What a question offers to choose from: "tea or coffee" is an answer each. () where it offers nothing."""
    found: list[str] = []
    for sentence in sentences(text):
        if not asks(sentence) or not spoken.alternatives:
            continue
        between = "|".join(rf"\b{re.escape(word)}\b" for word in spoken.alternatives)
        parts = [part.strip(_EDGES) for part in re.split(rf",|;|:|{between}", sentence)]
        found += [part for part in parts if part] if len(parts) > 1 else []
    return [part for part in dict.fromkeys(found) if len(part.split()) <= MOST_WORDS]


def shorter(phrase: str, spoken: Spoken) -> list[str]:
    """The phrase, and what of it stands before a purpose: "yes to go on" may mean "yes"."""
    cuts = [phrase]
    for word in spoken.purposes:
        head, found, _ = phrase.partition(f" {word} ")
        if found and head:
            cuts.append(head)
    return cuts
