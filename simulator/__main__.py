"""`python -m simulator`: talk to the skill, or see what the language step makes of an utterance."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from simulator.door import SkillError, lambda_handler, load_handler
from simulator.echo import Echo
from simulator.explain import in_words, profile
from simulator.language import Asked
from simulator.model import ModelError
from simulator.terminal import Options, talk

EXAMPLES = """\
examples:
  python -m simulator                          talk to the skill (make talk)
  python -m simulator --locale en-GB --json    the same in another locale, with requests and responses
  printf 'help\\nyes\\n' | python -m simulator
  python -m simulator explain "it started last night"
  python -m simulator explain --asked ReportIntent.answer --json "since tuesday"

Nothing leaves this machine, and nothing that is said is kept. docs/simulator.md: how it differs from a device.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line; the exit status (1: the skill does not start; 2: it cannot be done as asked)."""
    options = _parser().parse_args(arguments)
    try:
        echo = Echo(options.locale, model=options.model)
        if options.command == "explain":
            return _explain(echo, options)
        handler = load_handler(options.handler) if options.handler else lambda_handler()
        echo = Echo(options.locale, model=options.model, handler=handler, device=options.device)
        return talk(echo, Options(json=options.json, explain=options.explain))
    except (ModelError, SkillError) as error:
        print(f"simulator: {error}", file=sys.stderr)
        return 1 if isinstance(error, SkillError) else 2


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--locale", default=argparse.SUPPRESS, help="locale of the speaker (default: en-US)")
    common.add_argument("--model", type=Path, default=argparse.SUPPRESS, help="another interaction model (JSON)")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="show requests and responses")
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="A local Alexa: talk to the skill in this terminal. No network, no account.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    parser.add_argument("--explain", action="store_true", help="show what the language step made of every utterance")
    parser.add_argument("--device", choices=["speaker", "show"], default="speaker", help="default: speaker")
    parser.add_argument("--handler", metavar="FILE[:NAME]", help="another skill: a Python file, and its function")
    parser.set_defaults(locale="en-US", model=None, json=False, command="talk")
    commands = parser.add_subparsers(dest="command", metavar="explain")
    explain = commands.add_parser(
        "explain",
        parents=[common],
        help="which intent an utterance reaches, and why; --json in the shape of ask smapi profile-nlu",
        description="Which intent an utterance reaches, by which sample, with which score; and the runners-up.",
    )
    explain.add_argument("utterance", nargs="+", help="what is said")
    explain.add_argument("--asked", metavar="INTENT.SLOT", help="the slot that the skill elicited last")
    return parser


def _explain(echo: Echo, options: argparse.Namespace) -> int:
    said, asked = " ".join(options.utterance), None
    if options.asked:
        intent, _, slot = options.asked.rpartition(".")
        if intent not in echo.language.model.intents or slot not in echo.language.model.intents[intent].slots:
            raise ModelError(f"the model has no slot {options.asked} (INTENT.SLOT)")
        asked = Asked(intent, slot)
    understood = echo.language.understand(said, asked) if asked else echo.understand(said)
    print(json.dumps(profile(understood), indent=2, ensure_ascii=False) if options.json else in_words(understood))
    return 0


if __name__ == "__main__":
    sys.exit(main())
