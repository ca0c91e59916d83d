"""The devices that can be emulated: what their requests say of them, and by which region they reach Alexa."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scripted_skill import MODEL, Script, as_the_sdk_reads

from simulator import Echo
from simulator.device.devices import DEVICES, device_profile, has_screen
from simulator.device.envelope import Identity
from simulator.errors import UsageError


def context(device: Any) -> dict[str, Any]:
    """What a launch tells of the device."""
    found: dict[str, Any] = (
        Echo(handler=Script(), model=MODEL, device=device).intend("LaunchRequest").request["context"]
    )
    return found


@pytest.mark.parametrize(
    ("device", "shape", "pixels", "mode"),
    [
        ("show", "RECTANGLE", (1280, 800), "HUB"),
        ("show-small", "RECTANGLE", (960, 480), "HUB"),
        ("show-large", "RECTANGLE", (1920, 1080), "HUB"),
        ("show-portrait", "RECTANGLE", (1080, 1920), "HUB"),
        ("spot", "ROUND", (480, 480), "HUB"),
        ("tv", "RECTANGLE", (1920, 1080), "TV"),
    ],
)
def test_a_screen_is_described_twice(device: str, shape: str, pixels: tuple[int, int], mode: str) -> None:
    """As Viewport, and as the newer Viewports; a skill may read either."""
    seen = context(device)
    old, new = seen["Viewport"], seen["Viewports"][0]
    current = new["configuration"]["current"]
    assert (old["shape"], new["shape"]) == (shape, shape)
    assert (old["pixelWidth"], old["pixelHeight"]) == pixels
    assert (old["currentPixelWidth"], old["currentPixelHeight"]) == pixels
    assert (current["size"]["pixelWidth"], current["size"]["pixelHeight"]) == pixels
    assert (old["mode"], current["mode"]) == (mode, mode)
    assert old["dpi"] == new["dpi"]
    assert "Alexa.Presentation.APL" in seen["System"]["device"]["supportedInterfaces"]
    assert ("touch" in old) == (device != "tv")


def test_a_speaker_has_no_screen() -> None:
    """It plays, and nothing is playing."""
    seen = context("speaker")
    assert seen["System"]["device"]["supportedInterfaces"] == {"AudioPlayer": {}}
    assert seen["AudioPlayer"] == {"playerActivity": "IDLE"}
    assert set(seen) == {"System", "AudioPlayer"}
    assert [name for name, device in DEVICES.items() if not has_screen(device)] == ["speaker"]


@pytest.mark.parametrize("device", DEVICES)
def test_the_sdk_reads_every_device(device: str) -> None:
    """No value of a profile is one that Amazon's SDK refuses."""
    request = Echo(handler=Script(), model=MODEL, device=device).intend("LaunchRequest").request
    envelope = as_the_sdk_reads(request)
    assert envelope.context.system.device.device_id
    if device != "speaker":
        assert (
            envelope.context.viewport.pixel_width
            == envelope.context.viewports[0].configuration.current.size.pixel_width
        )


def test_a_device_of_ones_own(tmp_path: Path) -> None:
    """A mapping, or a JSON file; whatever else it holds goes into the context."""
    own = {"supportedInterfaces": {"Geolocation": {}}, "Geolocation": {"timestamp": "2026-01-01T00:00:00Z"}}
    path = tmp_path / "car.json"
    path.write_text(json.dumps(own), encoding="utf-8")
    for device in (own, str(path)):
        seen = context(device)
        assert seen["System"]["device"]["supportedInterfaces"] == {"Geolocation": {}}
        assert seen["Geolocation"] == own["Geolocation"]
        assert "AudioPlayer" not in seen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "no device '.*': take one of speaker, show, show-small"),
        ("{", "it is not JSON"),
        ("[]", 'it needs "supportedInterfaces", an object'),
        ('{"supportedInterfaces": ["AudioPlayer"]}', 'it needs "supportedInterfaces", an object'),
        ('{"supportedInterfaces": {"AudioPlayer": true}}', 'it needs "supportedInterfaces", an object'),
    ],
)
def test_no_device(tmp_path: Path, text: str | None, why: str) -> None:
    """One line that says what there is."""
    path = tmp_path / "device.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=why):
        device_profile(str(path))


@pytest.mark.parametrize(
    ("locale", "region"),
    [
        *((locale, "") for locale in ("en-US", "en-CA", "es-MX", "es-US", "fr-CA", "pt-BR")),
        *(
            (locale, "eu.")
            for locale in ("en-GB", "en-IN", "de-DE", "es-ES", "fr-FR", "it-IT", "hi-IN", "nl-NL", "ar-SA")
        ),
        *((locale, "fe.") for locale in ("en-AU", "ja-JP")),
    ],
)
def test_the_api_of_the_region(locale: str, region: str) -> None:
    """All seventeen locales: America, Europe with India and Arabia, the Far East."""
    assert Identity(locale, "s", "u", DEVICES["speaker"]).api == f"https://api.{region}amazonalexa.com"
