"""Data binding in APL documents: "${payload.title}", with names, operators, and what they come to.

Source: Amazon's page "APL data-binding evaluation". What cannot be evaluated comes to None, as on a device.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Names = Mapping[str, Any]
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>@?[A-Za-z_]\w*)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<sign>&&|\|\||==|!=|<=|>=|\?\?|[-+*/%<>!?:().,\[\]]))"
)
_POWER = {
    "?": 1, "??": 2, "||": 3, "&&": 4, "==": 5, "!=": 5, "<": 6, ">": 6, "<=": 6, ">=": 6,
    "+": 7, "-": 7, "*": 8, "/": 8, "%": 8, "(": 10, ".": 10, "[": 10,
}  # fmt: skip
_LITERALS = {"true": True, "false": False, "null": None}
_DEEPEST, _LONGEST = 60, 100_000
"""Brackets and operators in each other, and characters of a text that is put together: beyond, nothing is evaluated."""


class _UnreadableError(ValueError):
    """No expression."""


def evaluate(value: Any, names: Names) -> Any:
    """A value of a document with its "${...}" replaced; one expression alone keeps its type, else it is text."""
    if not isinstance(value, str):
        return value
    if value.startswith("@"):
        return names.get(value, value)
    spans = _spans(value)
    if not spans:
        return value
    if len(spans) == 1 and spans[0] == (0, len(value)):
        return _expression(value[2:-1], names)
    parts, end = [], 0
    for start, stop in spans:
        parts += [value[end:start], text_of(_expression(value[start + 2 : stop - 1], names))]
        end = stop
    return "".join((*parts, value[end:]))


def text_of(value: Any) -> str:
    """A value as APL writes it: nothing for null, whole numbers without a point."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    except ValueError:  # a number with more digits than Python writes
        return ""


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the outermost "${...}" stand; braces in quotes do not count."""
    found, at = [], text.find("${")
    while at >= 0:
        depth, quote, end = 0, "", -1
        for place in range(at + 1, len(text)):
            letter = text[place]
            if quote:
                quote = "" if letter == quote else quote
            elif letter in "'\"":
                quote = letter
            elif letter in "{}":
                depth += 1 if letter == "{" else -1
                if depth == 0:
                    end = place + 1
                    break
        if end < 0:
            break
        found.append((at, end))
        at = text.find("${", end)
    return found


def _expression(text: str, names: Names) -> Any:
    try:
        return _Reader(text, names).whole()
    except (_UnreadableError, ArithmeticError, TypeError, ValueError):
        return None


class _Reader:
    """Reads one expression and works it out, operators by their power."""

    def __init__(self, text: str, names: Names) -> None:
        self._names = names
        self._tokens = self._split(text)
        self._at = 0
        self._depth = 0

    def whole(self) -> Any:
        """The value of the whole text."""
        value = self._value(0)
        if self._peek():
            raise _UnreadableError
        return value

    @staticmethod
    def _split(text: str) -> list[tuple[str, str]]:
        tokens, at = [], 0
        text = text.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found or found.lastgroup is None:
                raise _UnreadableError
            tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return tokens

    def _peek(self) -> str:
        """The operator that comes next, "" at the end."""
        if self._at >= len(self._tokens):
            return ""
        kind, text = self._tokens[self._at]
        return text if kind == "sign" else "?name"

    def _take(self, wanted: str = "") -> tuple[str, str]:
        if self._at >= len(self._tokens) or (wanted and self._tokens[self._at][1] != wanted):
            raise _UnreadableError
        self._at += 1
        return self._tokens[self._at - 1]

    def _value(self, power: int) -> Any:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnreadableError
        left = self._first()
        while _POWER.get(self._peek(), 0) > power:
            left = self._with(left, self._take()[1])
        self._depth -= 1
        return left

    def _first(self) -> Any:
        kind, text = self._take()
        if kind == "number":
            return float(text) if "." in text else int(text)
        if kind == "text":
            return text[1:-1]
        if kind == "name":
            return _LITERALS[text] if text in _LITERALS else self._names.get(text)
        if text == "(":
            value = self._value(0)
            self._take(")")
            return value
        if text in "-+!":
            value = self._value(9)
            return not value if text == "!" else -value if text == "-" else value
        raise _UnreadableError

    def _with(self, left: Any, sign: str) -> Any:
        if sign == ".":
            name = self._take()[1]
            return len(left) if name == "length" and isinstance(left, (list, str)) else _member(left, name)
        if sign == "[":
            name = self._value(0)
            self._take("]")
            return _member(left, name)
        if sign == "(":
            raise _UnreadableError  # functions are not worked out
        if sign == "?":
            then = self._value(0)
            self._take(":")
            otherwise = self._value(0)
            return then if left else otherwise
        right = self._value(_POWER[sign])
        return _SIGNS[sign](left, right)


def _member(of: Any, name: Any) -> Any:
    if isinstance(of, Mapping):
        return of.get(name) if isinstance(name, str) else None
    if isinstance(of, list) and isinstance(name, int) and -len(of) <= name < len(of):
        return of[name]
    return None


def _plus(left: Any, right: Any) -> Any:
    if isinstance(left, str) or isinstance(right, str):
        text = text_of(left) + text_of(right)
        if len(text) > _LONGEST:
            raise _UnreadableError
        return text
    return left + right


_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "??": lambda left, right: right if left is None else left,
    "||": lambda left, right: left or right,
    "&&": lambda left, right: left and right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "+": _plus,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right if not isinstance(left, str) and not isinstance(right, str) else None,
    "/": lambda left, right: left / right,
    "%": lambda left, right: left % right if not isinstance(left, str) else None,
}
