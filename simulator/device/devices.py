"""The devices that can be emulated, as requests describe them: what they support, and their screens.

Sources: Amazon's pages "Viewport profiles" (sizes and densities), "APL viewport characteristics in the skill" (Viewport
and Viewports), and requests of real devices. A skill sees only what a device has; what the skill itself declares in its
manifest is not looked at, so a skill that was never given an interface can be tried with one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.errors import UsageError

APL = "Alexa.Presentation.APL"
_APL_RUNTIME = {"runtime": {"maxVersion": "2024.3"}}
_CODECS = {"codecs": ["H_264_42", "H_264_41"]}


def _screen(
    width: int,
    height: int,
    *,
    shape: str = "RECTANGLE",
    dpi: int = 160,
    mode: str = "HUB",
    arc: tuple[int, int] | None = None,
    touch: bool = True,
    interfaces: tuple[str, ...] = ("AudioPlayer", "VideoApp"),
) -> dict[str, Any]:
    """A device with a screen. Sizes in pixels; `arc` is how large it looks, in minutes of arc."""
    experience: dict[str, Any] = {"canRotate": False, "canResize": False}
    if arc:
        experience |= {"arcMinuteWidth": arc[0], "arcMinuteHeight": arc[1]}
    viewport: dict[str, Any] = {
        "experiences": [experience],
        "mode": mode,
        "shape": shape,
        "pixelWidth": width,
        "pixelHeight": height,
        "dpi": dpi,
        "currentPixelWidth": width,
        "currentPixelHeight": height,
    }
    viewport |= {"touch": ["SINGLE"]} if touch else {"keyboard": ["DIRECTION"]}
    video = {"video": _CODECS} if "VideoApp" in interfaces else {}
    size = {"type": "DISCRETE", "pixelWidth": width, "pixelHeight": height}
    main = {
        "type": "APL",
        "id": "main",
        "shape": shape,
        "dpi": dpi,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {"current": {"mode": mode, **video, "size": size}},
    }
    return {
        "supportedInterfaces": {**{name: {} for name in interfaces}, APL: _APL_RUNTIME},
        "Viewport": {**viewport, **video},
        "Viewports": [main],
    }


DEVICES: Mapping[str, Mapping[str, Any]] = {
    "speaker": {"supportedInterfaces": {"AudioPlayer": {}}},
    "show": _screen(1280, 800, arc=(346, 216)),
    "show-small": _screen(960, 480),
    "show-large": _screen(1920, 1080),
    "show-portrait": _screen(1080, 1920),
    "spot": _screen(480, 480, shape="ROUND", arc=(144, 144), interfaces=("AudioPlayer",)),
    "tv": _screen(1920, 1080, dpi=320, mode="TV", touch=False),
}
"""Name -> profile: speaker, hubLandscapeLarge, -Small, -XLarge, hubPortraitMedium, hubRoundSmall, tvLandscapeXLarge."""


def device_profile(device: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """The profile of a device: a name of DEVICES, a JSON file, or a mapping with `supportedInterfaces`.

    A mapping may hold `Viewport`, `Viewports`, and any other part of a request's context beside its interfaces.
    Raises UsageError when there is no such device or file, or when it does not describe a device.
    """
    if isinstance(device, str):
        if device in DEVICES:
            return DEVICES[device]
        return _checked(_read(Path(device)), device)
    return _checked(device, "the device")


def has_screen(device: Mapping[str, Any]) -> bool:
    """Whether the device can show something."""
    return any(name in device.get("supportedInterfaces", {}) for name in (APL, "Display"))


def _read(path: Path) -> Any:
    if not path.is_file():
        raise UsageError(f"no device {str(path)!r}: take one of {', '.join(DEVICES)}, or a JSON file like one")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: does not describe a device, it is not JSON ({error})") from error


def _checked(profile: Any, name: str) -> Mapping[str, Any]:
    interfaces = profile.get("supportedInterfaces") if isinstance(profile, Mapping) else None
    if not isinstance(interfaces, Mapping) or not all(isinstance(value, Mapping) for value in interfaces.values()):
        raise UsageError(
            f'{name}: does not describe a device, it needs "supportedInterfaces", an object: {{"AudioPlayer": {{}}}}'
        )
    found: Mapping[str, Any] = profile
    return found
