"""Amazon's own slot types: what it converts (numbers, dates, times), its lists, and phrases.

Source: Amazon's slot type reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import repeat

from simulator.language.quantities import Found
from simulator.language.spans import KNOWN, PHRASE, SEARCH, Authority, Spans, upto
from simulator.language.text import Token, tokens
from simulator.language.words import Words

Read = Callable[[Sequence[str], datetime], Found | None]
"""Words and the moment that "tomorrow" counts from -> the value at their start."""

_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # how far a value reaches does not depend on the moment
_TITLES = 8  # words of a title or an address; Amazon's own lists hold longer ones
_NAMES = 3  # words of any other entry of a list
_TITLED = frozenset({
    "AMAZON.Book", "AMAZON.BookSeries", "AMAZON.CreativeWorkType", "AMAZON.Event", "AMAZON.LocalBusiness",
    "AMAZON.Movie", "AMAZON.MovieSeries", "AMAZON.MusicAlbum", "AMAZON.MusicRecording", "AMAZON.MusicVideo",
    "AMAZON.PostalAddress", "AMAZON.ScreeningEvent", "AMAZON.StreetAddress", "AMAZON.StreetName", "AMAZON.TVEpisode",
    "AMAZON.TVSeries", "AMAZON.VideoGame", "AMAZON.WrittenCreativeWorkType",
})  # fmt: skip


class Converted:
    """A type that Alexa converts: AMAZON.NUMBER, AMAZON.DATE and the like. It takes what it can read, nothing else."""

    open, extensible = False, False

    def __init__(self, name: str, read: Read, form: re.Pattern[str], words: Words, *, unread: bool = False) -> None:
        """`form`: what a value in Amazon's form looks like."""
        self.name, self.unread = name, unread
        self._read, self._form, self._words = read, form, words

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""
        said = [token.word for token in run]
        known = {}
        for start in range(len(said)):
            found = self._read(said[start:], _ANY_MOMENT)
            if found:
                known[start] = [(start + found.length, KNOWN)]
        return Spans(known, [0.0] * (len(run) + 1), 0)

    def alike(self, run: Sequence[Token]) -> bool:  # noqa: ARG002 - the protocol's
        """Never: what cannot be read is none of its values."""
        return False

    def value(self, text: str, at: datetime | None = None) -> str:
        """The value in Amazon's form; what has that form already stays, what cannot be read is "?" or stays as said."""
        if text.isascii() and self._form.fullmatch(text):
            return text
        run = [token.word for token in tokens(text, self._words)]
        found = self._read(run, at or datetime.now(UTC).astimezone())
        if found:
            return found.value
        return "?" if self.unread else text

    def authorities(self, text: str) -> tuple[Authority, ...]:  # noqa: ARG002 - the protocol's
        """No entity resolution."""
        return ()


class Phrase:
    """AMAZON.SearchQuery: takes any words."""

    name = SEARCH
    open, extensible, unread = False, False, False

    def spans(self, run: Sequence[Token]) -> Spans:
        """Any words at all."""
        return Spans({}, upto(run, repeat(PHRASE)), len(run))

    def alike(self, run: Sequence[Token]) -> bool:  # noqa: ARG002 - the protocol's
        """Never: a phrase is found by its carrier."""
        return False

    def value(self, text: str, at: datetime | None = None) -> str:  # noqa: ARG002 - the protocol's
        """The words as they were said."""
        return text

    def authorities(self, text: str) -> tuple[Authority, ...]:  # noqa: ARG002 - the protocol's
        """No entity resolution."""
        return ()


class Listed:
    """One of Amazon's lists (AMAZON.City, AMAZON.FirstName), whose entries are not public: words shaped like an entry.

    A name ends at a pause, at a function word and after three words; a title goes on over function words. `entries`
    are those of a short list that is known: the days of the week.
    """

    open, extensible, unread = False, True, False

    def __init__(self, name: str, words: Words, entries: Sequence[str] = ()) -> None:
        self.name = name
        self._title = name in _TITLED
        self._longest = 0 if entries else _TITLES if self._title else _NAMES
        self._entries = {tuple(entry.split()) for entry in entries}
        self._words = words

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where an entry may stand."""
        until = [0] * len(run)
        end = len(run)
        for start in range(len(run) - 1, -1, -1):
            until[start] = end if self._within(run[start]) else start
            if not self._within(run[start]) or run[start].pause:
                end = start
        said = tuple(token.word for token in run)
        known = {
            start: [(start + len(entry), KNOWN)]
            for entry in self._entries
            for start in range(len(run))
            if said[start : start + len(entry)] == entry
        }
        return Spans(known, upto(run, repeat(PHRASE)), self._longest, until)

    def _within(self, token: Token) -> bool:
        return token.weight == 1.0 or (self._title and token.word not in self._words.fillers)

    def alike(self, run: Sequence[Token]) -> bool:
        """Whether all of the words may be one entry."""
        return 0 < len(run) <= self._longest and all(map(self._within, run))

    def value(self, text: str, at: datetime | None = None) -> str:  # noqa: ARG002 - the protocol's
        """The words as they were said."""
        return text

    def authorities(self, text: str) -> tuple[Authority, ...]:  # noqa: ARG002 - the protocol's
        """No entity resolution: Amazon's AlexaEntities are not public."""
        return ()
