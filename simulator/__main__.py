"""`python -m simulator`: talk to the skill, or run one of the other commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.commands import COMMANDS
from simulator.commands.keeping import keeping
from simulator.commands.talk import Options, talk
from simulator.device.devices import DEVICES
from simulator.device.door import SkillError, lambda_handler
from simulator.device.echo import Echo
from simulator.device.limits import TIME_LIMIT
from simulator.device.switches import SWITCHES
from simulator.errors import UsageError
from simulator.model import ModelError
from simulator.skills import skill_at

EXAMPLES = """\
examples:
  python -m simulator                          talk to the skill (make talk)
  python -m simulator --locale en-GB --json    the same in another locale, with requests and responses
  printf 'help\\nyes\\n' | python -m simulator
  python -m simulator explain "it started last night"
  python -m simulator explain --asked ReportIntent.answer --json "since tuesday"
  python -m simulator replay tests/conversations/en-US/wishes.yaml
  python -m simulator record tests/conversations/en-US/wishes.yaml
  python -m simulator --handler skill.py --model en-US.json --device show
  python -m simulator understand "a week or so" --asked duration
  python -m simulator evaluate tests/data/utterances.yaml --misses

Nothing leaves this machine, and nothing that is said is kept. What another skill keeps is in a file of its own.
docs/simulator.md: how it differs from a device.
"""
_OURS = "Our own skill answers, although the model was named: --handler FILE names another skill."


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line; the exit status (1: the skill does not start; 2: it cannot be done as asked)."""
    options = _parser().parse_args(arguments)
    try:
        with keeping(options):
            status: int = options.run(options)
        sys.stdout.flush()
    except (ModelError, SkillError, UsageError) as error:
        print(f"simulator: {error}", file=sys.stderr)
        return 1 if isinstance(error, SkillError) else 2
    except BrokenPipeError:  # whoever read the output has seen enough: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="A local Alexa: talk to the skill in this terminal. No network, no account.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_common()],
    )
    parser.add_argument("--model", type=Path, help="another interaction model (JSON)")
    parser.add_argument("--explain", action="store_true", help="show what the language step made of every utterance")
    parser.add_argument(
        "--device",
        default="speaker",
        help=f"{', '.join(DEVICES)}, or a JSON file that describes one (default: speaker)",
    )
    parser.add_argument(
        "--permission",
        action="append",
        default=[],
        metavar="SCOPE",
        help="what the user has allowed the skill, like alexa::alerts:reminders:skill:readwrite; may be given again",
    )
    parser.add_argument(
        "--time-limit",
        type=float,
        default=TIME_LIMIT,
        metavar="SECONDS",
        help=f"how long Alexa waits for the skill (default: {TIME_LIMIT:g}); 0 for ever, to use a debugger",
    )
    parser.add_argument(
        "--user",
        metavar="NAME",
        help="who speaks (default: somebody new; where a skill keeps something, always the same)",
    )
    parser.add_argument(
        "--store",
        type=Path,
        metavar="FILE",
        help="keep in FILE what another skill keeps in DynamoDB (default: a file of its own)",
    )
    parser.add_argument("--dynamodb", metavar="URL", help="keep it in this DynamoDB-compatible server instead")
    parser.add_argument(
        "--handler",
        metavar="FILE[:NAME]|URL",
        help="another skill: a Python file, and its function; or where one is served, http://127.0.0.1:8080/alexa",
    )
    parser.add_argument(
        "--switch",
        action="append",
        default=[],
        choices=SWITCHES,
        help="where sources disagree about devices, the reading that is kinder to the skill; may be given again",
    )
    parser.add_argument("--seed", type=int, default=0, help="which wordings of the model's prompts are heard")
    parser.set_defaults(locale="en-US", json=False, run=_talk, command="talk")
    commands = parser.add_subparsers(title="commands, each with a --help of its own", metavar="COMMAND")
    for command in COMMANDS:
        own = commands.add_parser(
            command.name, parents=[_common()], help=command.summary, description=command.description
        )
        command.arguments(own)
        own.set_defaults(run=command.run, command=command.name)
    return parser


def _common() -> argparse.ArgumentParser:
    """What may stand before a command or behind it. Each parser needs its own: argparse sets defaults in place."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--locale", default=argparse.SUPPRESS, help="locale of the speaker (default: en-US)")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="show what programs can read")
    return common


def _talk(options: argparse.Namespace) -> int:
    """Talks; the interaction model is checked before the skill is started."""
    Echo(options.locale, model=options.model)
    handler = skill_at(options.handler) if options.handler else lambda_handler()
    switches: dict[str, Any] = dict.fromkeys(options.switch, True)
    echo = Echo(
        options.locale,
        model=options.model,
        handler=handler,
        device=options.device,
        permissions=options.permission,
        user=options.user,
        time_limit=options.time_limit or None,
        seed=options.seed,
        **switches,
    )
    if options.model and not options.handler:
        print(
            "Our own skill answers, although the model was named: --handler FILE names another skill.", file=sys.stderr
        )
    return talk(echo, Options(json=options.json, explain=options.explain, store=options.kept))


if __name__ == "__main__":
    sys.exit(main())
