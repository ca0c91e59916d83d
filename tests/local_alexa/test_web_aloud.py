"""SSML in pieces for the browser's voice, which reads text alone."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.web.aloud import pieces


def text(words: str, rate: float = 1.0) -> dict[str, Any]:
    """A piece that is read."""
    return {"text": words, "rate": rate}


CASES: list[tuple[str, list[dict[str, Any]]]] = [
    ("Plain words.", [text("Plain words.")]),
    ("", []),
    ("   ", []),
    ("a < b & c", [text("a < b & c")]),
    ("<speak></speak>", []),
    ("<speak>Fish &amp; chips</speak>", [text("Fish & chips")]),
    ('<speak>One<break time="2s"/>two</speak>', [text("One"), {"pause": 2000}, text("two")]),
    ('<speak>One<break time="350ms"/>two</speak>', [text("One"), {"pause": 350}, text("two")]),
    ('<speak>One<break strength="x-strong"/>two</speak>', [text("One"), {"pause": 1000}, text("two")]),
    ('<speak>One<break strength="none"/>two</speak>', [text("One"), text("two")]),
    ("<speak>One<break/>two</speak>", [text("One"), {"pause": 400}, text("two")]),
    ('<speak>a<break time="99s"/>b</speak>', [text("a"), {"pause": 10_000}, text("b")]),
    ('<speak>a<break time="1s"/><break time="2s"/>b</speak>', [text("a"), {"pause": 2000}, text("b")]),
    ("<speak><p>One</p><p>two</p></speak>", [text("One"), {"pause": 600}, text("two"), {"pause": 600}]),
    ("<speak><s>One</s>two</speak>", [text("One"), {"pause": 250}, text("two")]),
    ('<speak>Call <say-as interpret-as="digits">911</say-as> now</speak>', [text("Call 9 1 1 now")]),
    ('<speak>The <say-as interpret-as="ordinal">2</say-as></speak>', [text("The 2")]),
    ('<speak>In <sub alias="aluminium">Al</sub></speak>', [text("In aluminium")]),
    ('<speak>a <prosody rate="slow">b</prosody> c</speak>', [text("a"), text("b", 0.8), text("c")]),
    ('<speak><prosody rate="150%">b</prosody></speak>', [text("b", 1.5)]),
    ('<speak><prosody rate="900%">b</prosody></speak>', [text("b", 2.0)]),
    ('<speak><prosody rate="x-fast">b</prosody></speak>', [text("b", 1.25)]),
    ('<speak><prosody volume="loud">b</prosody></speak>', [text("b")]),
    ('<speak>a <amazon:effect name="whispered">b</amazon:effect> c</speak>', [text("a b c")]),
    ('<speak>a <audio src="https://x.example/y.mp3"/> b</speak>', [text("a b")]),
    ("<speak>broken", []),
]


@pytest.mark.parametrize(("speech", "expected"), CASES, ids=[speech[:50] or "nothing" for speech, _ in CASES])
def test_pieces(speech: str, expected: list[dict[str, Any]]) -> None:
    """Breaks, paragraphs and sentences are pauses; digits are spelled; rates are kept; the rest is read as text."""
    assert pieces(speech) == expected
