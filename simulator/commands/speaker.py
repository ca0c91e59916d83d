"""Which skill a command talks with, and what device it is: the switches of talking, valid behind the command, too."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from simulator.device.devices import DEVICES
from simulator.device.door import Handler
from simulator.device.switches import SWITCHES
from simulator.skills import skill_at


def speaker_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments; what is not given here may be given before the command."""
    left_out = argparse.SUPPRESS
    parser.add_argument("--model", type=Path, default=left_out, help="another interaction model (JSON)")
    parser.add_argument(
        "--handler",
        metavar="FILE[:NAME]|URL",
        default=left_out,
        help="another skill: a Python file, and its function; or where one is served",
    )
    parser.add_argument(
        "--device",
        metavar="NAME|FILE",
        default=left_out,
        help=f"{', '.join(DEVICES)}, or a JSON file (default: speaker)",
    )
    parser.add_argument(
        "--switch",
        action="append",
        choices=SWITCHES,
        default=left_out,
        help="where sources disagree about devices, the reading that is kinder to the skill; may be given again",
    )
    parser.add_argument("--seed", type=int, default=left_out, help="which wordings of the model's prompts are heard")


def handler_of(options: argparse.Namespace) -> Handler | None:
    """The skill that was named, or None for our own. Raises SkillError."""
    return skill_at(options.handler) if options.handler else None


def switches_of(options: argparse.Namespace) -> dict[str, Any]:
    """What Echo takes besides the skill, its model, the locale and the device; without a user, each one is new."""
    return dict.fromkeys(options.switch, True) | {
        "seed": options.seed,
        "permissions": options.permission,
        "user": options.user,
        "time_limit": options.time_limit or None,
    }
