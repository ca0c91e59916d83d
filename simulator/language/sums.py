"""How number words add up: "two hundred and five", "zweihundertfünf", "mille deux cents", "二百五"."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.language.words import Words

_LONGEST = 80  # letters of a number that is written as one word; nobody says a longer one


class Sum:
    """A number that is being spoken: what is to be added up, the biggest first."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._parts: list[int] = []
        self._room = 0  # what may still be added is smaller than this
        self.waiting = False  # the last word was "and"

    @property
    def value(self) -> int:
        """What it comes to so far."""
        return sum(self._parts)

    def add(self, number: int) -> bool:
        """Adds a number, where the language allows one here."""
        if not self._parts:
            self._parts.append(number)
        elif self._tens_after_ones(number):
            self._parts[-1] += number
        elif 0 < number < self._room:
            self._parts.append(number)
        else:
            return False
        if number >= 100 and number % 100 == 0:
            self._room = 100
        else:
            self._room = 10 if 20 <= self._parts[-1] < 100 and number % 10 == 0 and self._parts[-1] == number else 0
        self.waiting = False
        return True

    def _tens_after_ones(self, number: int) -> bool:
        """Five and twenty, in languages that say the ones first."""
        ones_first = self._words.ones_first and self.waiting
        return ones_first and 0 < self._parts[-1] < 10 and 20 <= number < 100 and number % 10 == 0

    def times(self, scale: int) -> bool:
        """Multiplies what is smaller than the scale ("two hundred"), or adds one of it ("hundred")."""
        small = len(self._parts)
        while small and self._parts[small - 1] < scale:
            small -= 1
        bigger, smaller = self._parts[:small], self._parts[small:]
        if bigger and not smaller and scale >= self._room:
            return False
        self._parts = [*bigger, (sum(smaller) or 1) * scale]
        self._room = scale
        self.waiting = False
        return True

    def wait(self) -> bool:
        """An "and" inside of the number, where the language may say one."""
        ones = self._words.ones_first and bool(self._parts) and 0 < self._parts[-1] < 10
        if not self._parts or self.waiting or not (ones or self._parts[-1] >= self._words.and_after):
            return False
        self.waiting = True
        return True

    def take_all(self, pieces: Sequence[str]) -> bool:
        """Adds the pieces of one written word, all of them or none."""
        before = list(self._parts), self._room, self.waiting
        if pieces and all(map(self._take, pieces)) and not self.waiting:
            return True
        self._parts, self._room, self.waiting = before
        return False

    def _take(self, piece: str) -> bool:
        if piece in self._words.numbers:
            return self.add(self._words.numbers[piece])
        return self.times(self._words.scales[piece]) if piece in self._words.scales else self.wait()


def written_together(word: str, words: Words) -> tuple[str, ...]:
    """The number words that a word is written from; () when it is not: "einundzwanzig" -> ein, und, zwanzig."""
    if not word or len(word) > _LONGEST:
        return ()
    for end in range(len(word), 0, -1):
        piece = word[:end]
        if piece in words.numbers or piece in words.scales or piece in words.and_:
            rest = written_together(word[end:], words)
            if rest or end == len(word):
                return (piece, *rest)
    return ()
