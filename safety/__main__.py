"""`python -m safety`: prove the rules, change them to see who notices, write down what they are and how they do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from safety.commands import COMMANDS
from skill.strict_yaml import KnowledgeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line; the exit status is that of the command, 2 where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m safety", description=__doc__)
    commands = parser.add_subparsers(title="commands, each with a --help of its own", metavar="COMMAND", required=True)
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=command.summary, description=command.description)
        command.arguments(own)
        own.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
    except KnowledgeError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
