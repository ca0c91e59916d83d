"""The commands of `python -m simulator` beside talking, a file for each, or for each family.

To add one: a module with a Command, and its name in COMMANDS.
"""

from simulator.command import Command
from simulator.commands.certify import CERTIFY
from simulator.commands.explain import EXPLAIN
from simulator.commands.lint import LINT
from simulator.commands.record import RECORD
from simulator.commands.replay import REPLAY
from simulator.commands.serve import SERVE
from simulator.commands.understanding import WORKBENCH

COMMANDS: tuple[Command, ...] = (
    CERTIFY,
    EXPLAIN,
    LINT,
    RECORD,
    REPLAY,
    SERVE,
    *WORKBENCH,
)

__all__ = ["COMMANDS"]
