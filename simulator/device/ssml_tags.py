"""The SSML tags that Alexa knows, their attributes and values. Source: Amazon's page "SSML reference"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Check = Callable[[str], bool]
LONGEST_BREAK, MOST_AUDIO, MOST_URL = 10.0, 5, 2000
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_PERCENT = re.compile(r"([+-]?)(\d+(?:\.\d+)?)%")
_DECIBEL = re.compile(r"[+-]\d+(\.\d+)?dB")


@dataclass(frozen=True)
class Tag:
    """A tag: attribute -> (test of its value, what is allowed); which are needed; inside what it is not heard."""

    attributes: Mapping[str, tuple[Check, str]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    empty: bool = False
    not_inside: tuple[str, ...] = ()


def _words(text: str) -> tuple[Check, str]:
    words = text.split()
    return (lambda value: value in words), f"one of {', '.join(words)}"


def _seconds(value: str) -> bool:
    found = _TIME.fullmatch(value)
    return found is not None and float(found[1]) / (1000 if found[2] == "ms" else 1) <= LONGEST_BREAK


def _rate(value: str) -> bool:
    found = _PERCENT.fullmatch(value)
    return value in _RATES or bool(found and not found[1] and float(found[2]) >= 20)


def _pitch(value: str) -> bool:
    found = _PERCENT.fullmatch(value)
    if found and found[1]:
        return float(found[2]) <= (50 if found[1] == "+" else 33.3)
    return value in _PITCHES


def _volume(value: str) -> bool:
    return value in _VOLUMES or bool(_DECIBEL.fullmatch(value))


def _source(value: str) -> bool:
    return value.startswith(("https://", "soundbank://")) and len(value) <= MOST_URL


def _anything(value: str) -> bool:
    return bool(value.strip())


VOICES = (
    "Ivy Joanna Joey Justin Kendra Kimberly Matthew Salli Nicole Russell Amy Brian Emma Geraint Aditi Raveena Hans "
    "Marlene Vicki Conchita Enrique Lucia Mia Lupe Miguel Penelope Chantal Celine Lea Mathieu Carla Giorgio Bianca "
    "Mizuki Takumi Vitoria Camila Ricardo Zeina Lotte Ruben"
)
LANGUAGES = "ar-SA de-DE en-AU en-CA en-GB en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN it-IT ja-JP nl-NL pt-BR"
_SAY_AS = (
    "characters spell-out cardinal number ordinal digits fraction unit date time telephone address "
    "interjection expletive"
)
_RATES, _PITCHES = ("x-slow", "slow", "medium", "fast", "x-fast"), ("x-low", "low", "medium", "high", "x-high")
_VOLUMES = ("silent", "x-soft", "soft", "medium", "loud", "x-loud")
_STYLES = ("amazon:emotion", "amazon:domain", "voice")
"""Ways of speaking that Amazon's table of incompatible tags does not allow on the same words."""

TAGS: Mapping[str, Tag] = {
    "speak": Tag({"version": (_anything, "a version"), "xml:lang": _words(LANGUAGES)}),
    "alexa:name": Tag(
        {"type": _words("first"), "personId": (lambda value: value.startswith("amzn1.ask.person."), "a personId")},
        ("type", "personId"),
        empty=True,
    ),
    "amazon:domain": Tag(
        {"name": _words("conversational fun long-form music news")}, ("name",), not_inside=_STYLES[:2]
    ),
    "amazon:effect": Tag({"name": _words("whispered")}, ("name",)),
    "amazon:emotion": Tag(
        {"name": _words("excited disappointed"), "intensity": _words("low medium high")},
        ("name", "intensity"),
        not_inside=_STYLES,
    ),
    "audio": Tag(
        {"src": (_source, f"an https:// or soundbank:// address of {MOST_URL} characters at most")},
        ("src",),
        empty=True,
    ),
    "break": Tag(
        {
            "strength": _words("none x-weak weak medium strong x-strong"),
            "time": (_seconds, f"a time like 500ms or 2s, {LONGEST_BREAK:g}s at most"),
        },
        empty=True,
    ),
    "emphasis": Tag({"level": _words("strong moderate reduced")}, ("level",), not_inside=_STYLES),
    "lang": Tag({"xml:lang": _words(LANGUAGES)}, ("xml:lang",)),
    "p": Tag(not_inside=("p", "s")),
    "phoneme": Tag({"alphabet": _words("ipa x-sampa"), "ph": (_anything, "the sounds")}, ("alphabet", "ph")),
    "prosody": Tag(
        {
            "rate": (_rate, "x-slow, slow, medium, fast, x-fast, or 20% and more"),
            "pitch": (_pitch, "x-low, low, medium, high, x-high, or -33.3% to +50% with its sign"),
            "volume": (_volume, "silent, x-soft, soft, medium, loud, x-loud, or decibels like +2dB"),
        }
    ),
    "s": Tag(not_inside=("s",)),
    "say-as": Tag(
        {"interpret-as": _words(_SAY_AS), "format": _words("mdy dmy ymd md dm ym my d m y")}, ("interpret-as",)
    ),
    "sub": Tag({"alias": (_anything, "the words to say")}, ("alias",)),
    "voice": Tag({"name": _words(VOICES)}, ("name",), not_inside=("amazon:emotion", "emphasis")),
    "w": Tag(
        {"role": _words("amazon:VB amazon:VBD amazon:DT amazon:IN amazon:JJ amazon:NN amazon:DEFAULT amazon:SENSE_1")},
        ("role",),
    ),
}
