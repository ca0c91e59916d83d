"""A plugin for pytest: a device as a fixture, and conversation files as tests. It does nothing until it is used.

    def test_it_greets(echo):
        assert "Hello" in echo.say("alexa open my skill").speech

    @pytest.mark.alexa(locale="en-GB", device="show")        # any switch of Echo
    def test_it_shows_a_page(echo): ...

Settings (pytest.ini, or [tool.pytest.ini_options]); paths count from the folder of that file:

    alexa_conversations  conversation files to collect: tests/conversations/**/*.yaml
    alexa_handler        the skill: a Python file, and its function after a colon; or the URL where it is served
    alexa_model          its interaction model (JSON)
    alexa_locale, alexa_device   for tests and conversations that name none; a device by name, or a JSON file
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from simulator import Echo
    from simulator.conversations import Conversation, Played

_FILES = pytest.StashKey[frozenset[Path]]()
_HANDLERS = pytest.StashKey[dict[str, Any]]()
_SETTINGS = {
    "alexa_handler": "the skill that the local Alexa calls: a Python file, and its function after a colon",
    "alexa_model": "its interaction model (JSON)",
    "alexa_locale": "locale of the speaker, where a test or conversation names none",
    "alexa_device": "speaker or show, likewise",
}
_MARK = "alexa(handler=, model=, locale=, device=, …): switches of Echo for the fixture echo"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings."""
    files = "conversation files that are collected as tests, as paths with * and **"
    parser.addini("alexa_conversations", files, type="args", default=[])
    for name, what in _SETTINGS.items():
        parser.addini(name, what, default="")


def pytest_configure(config: pytest.Config) -> None:
    """The marker; a pattern that would mean another thing on another machine is refused."""
    config.addinivalue_line("markers", _MARK)
    for pattern in config.getini("alexa_conversations"):
        if Path(pattern).is_absolute():
            raise pytest.UsageError(f"alexa_conversations: {pattern} is absolute - write it from the project's root")


@pytest.fixture
def echo(request: pytest.FixtureRequest) -> Echo:
    """A fresh device: no open session, a person whom the skill does not know."""
    from simulator import Echo

    given: dict[str, Any] = {}
    for mark in reversed(list(request.node.iter_markers("alexa"))):  # the nearest one has the last word
        if mark.args:
            pytest.fail('pytest.mark.alexa takes switches by name: alexa(locale="en-GB")', pytrace=False)
        given |= mark.kwargs
    try:
        return Echo(**_switches(request.config, given))
    except (TypeError, ValueError, RuntimeError) as error:  # a switch that is none; a model, a skill that is none
        problem = str(error)
    pytest.fail(f"the fixture echo: {problem}", pytrace=False)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Conversation files, if the project names any."""
    if file_path.suffix not in (".yaml", ".yml") or file_path not in _named(parent.config):
        return None
    found: pytest.Collector = ConversationFile.from_parent(parent, path=file_path)
    return found


class ConversationFile(pytest.File):
    """A conversation file; its problems are told without a traceback."""

    def collect(self) -> Iterable[ConversationItem]:
        """A test for each conversation, and each way through its branches."""
        from simulator.conversations import ConversationError, read

        try:
            conversations = read(self.path)
        except ConversationError as error:
            raise self.CollectError("\n".join(error.problems)) from error
        for one in conversations:
            yield ConversationItem.from_parent(self, name=one.name, conversation=one)


class ConversationDiffersError(AssertionError):
    """Something in a conversation is not as expected; the message is the whole report."""


class ConversationItem(pytest.Item):
    """One conversation as a test."""

    def __init__(self, conversation: Conversation, **rest: Any) -> None:
        super().__init__(**rest)
        self.conversation = conversation

    def runtest(self) -> None:
        """Play it. Raises ConversationDiffersError."""
        from simulator.conversations.player import device_for, play
        from simulator.conversations.telling import report

        device = device_for(self.conversation, **_switches(self.config))
        turns: list[Played] = list(play(self.conversation, device))
        if any(played.differences for played in turns):
            raise ConversationDiffersError(report(self.conversation, turns))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The conversation so far and what differs; a skill or a model that cannot be used is a line."""
        from simulator.device.door import SkillError

        if isinstance(excinfo.value, ConversationDiffersError | SkillError | ValueError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, int(self.conversation.where.rpartition(":")[2]) - 1, self.name


def _named(config: pytest.Config) -> frozenset[Path]:
    """The files that the project names, looked for once, when the first YAML file is seen."""
    if _FILES not in config.stash:
        found = (path for pattern in config.getini("alexa_conversations") for path in _home(config).glob(pattern))
        config.stash[_FILES] = frozenset(found)
    return config.stash[_FILES]


def _home(config: pytest.Config) -> Path:
    return config.inipath.parent if config.inipath else config.rootpath


def _switches(config: pytest.Config, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """Switches of Echo: what is given, else what is set for the project. Raises SkillError, ValueError."""
    settings = {name.removeprefix("alexa_"): config.getini(name) for name in _SETTINGS}
    switches = {name: value for name, value in settings.items() if value} | (given or {})
    device = switches.get("device")
    if isinstance(device, str) and (_home(config) / device).is_file():
        switches["device"] = str(_home(config) / device)
    if isinstance(switches.get("model"), str | Path):
        switches["model"] = _home(config) / switches["model"]
    if isinstance(switches.get("handler"), str | Path):
        switches["handler"] = _handler(config, str(switches["handler"]))
    return switches


def _handler(config: pytest.Config, where: str) -> Any:
    """The function of a file, or a skill that is served, loaded once in a run. Raises SkillError."""
    from simulator.skills import skill_at

    where = where if where.startswith(("http://", "https://")) else str(_home(config) / where)
    loaded = config.stash.setdefault(_HANDLERS, {})
    if where not in loaded:
        loaded[where] = skill_at(where)
    return loaded[where]
