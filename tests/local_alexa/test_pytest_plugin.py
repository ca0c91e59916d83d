"""The plugin for pytest: the fixture, the marker, conversation files as tests, in projects of their own."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from counting_skill import GOOD, MODEL, OPEN, WRONG, skill_file

from simulator import conversations

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]
LOADED_ONCE = conversations.__name__  # what is loaded here is shared by the projects that are run in this process
PLUGIN = ("-p", "simulator.pytest_plugin", "-p", "no:cacheprovider")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The projects here find our code, and no other plugin that happens to be installed."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with another skill than ours, and conversations in a folder."""
    skill_file(pytester.path)
    settings(pytester)
    (pytester.path / "talks" / "deep").mkdir(parents=True)
    return pytester


def settings(pytester: pytest.Pytester, **more: str) -> None:
    """The settings of the project."""
    given = {
        "alexa_conversations": "talks/**/*.yaml",
        "alexa_handler": "counting.py",
        "alexa_model": str(MODEL),
    } | more
    lines = "".join(f"{name} = {value}\n" for name, value in given.items())
    pytester.makeini(f"[pytest]\naddopts = --strict-markers --strict-config\n{lines}")


def talk(pytester: pytest.Pytester, text: str, name: str = "talk.yaml") -> None:
    """A conversation file of the project."""
    (pytester.path / "talks" / name).write_text(text, "utf-8")


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """The project's tests."""
    return pytester.runpytest_inprocess(*PLUGIN, *arguments)


def test_conversations_are_tests_named_after_them(project: pytest.Pytester) -> None:
    """In the folders that the setting names, with ** at any depth; other YAML files are left alone."""
    talk(project, GOOD)
    talk(project, GOOD.replace("It counts", "Deep down it counts"), "deep/talk.yaml")
    (project.path / "other.yaml").write_text("not: ours\n", "utf-8")
    done = run(project, "-v")
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines_random(
        [
            "talks/talk.yaml::It counts its questions PASSED*",
            "talks/deep/talk.yaml::Deep down it counts its questions PASSED*",
        ]
    )


def test_one_conversation_can_be_chosen(project: pytest.Pytester) -> None:
    """By its place, and by words of its name."""
    talk(project, GOOD + WRONG)
    run(project, "talks/talk.yaml::It counts its questions").assert_outcomes(passed=1)
    run(project, "-k", "asked and another").assert_outcomes(failed=1, deselected=1)


def test_branches_are_tests_of_their_own(project: pytest.Pytester) -> None:
    """Each way is played from the beginning."""
    ways = "{branches: [{name: a, turns: [{say: why do you ask}]}, {name: b, turns: [{say: stop, ended: true}]}]}"
    talk(project, f"- {{name: x, turns: [{{say: {OPEN}}}, {ways}]}}\n")
    done = run(project, "-v")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines_random(["*::x / a FAILED*", "*::x / b PASSED*"])


def test_a_failing_conversation_is_reported_as_a_conversation(project: pytest.Pytester) -> None:
    """What was said so far, what was expected and heard; no traceback."""
    talk(project, WRONG)
    done = run(project)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            "*_ It is asked for another number _*",
            "*talks/talk.yaml:1: It is asked for another number",
            "    you:   alexa open numb back",
            "    alexa: Question 1: where is it? Say a part of the body.",
            "    you:   my neck is numb",
            "    alexa: Question 2: where is it? Say a part of the body.",
            "      differs in turn 2 (line 4): hears",
            "        expected: Question 3 where is it",
            "        heard:    Question 2: where is it? Say a part of the body.",
            "  DIFFERS in turn 2, 3 of 4; 1 turn after it not played",
            "FAILED talks/talk.yaml::It is asked for another number*",
        ]
    )
    done.stdout.no_fnmatch_line("*Traceback*")
    done.stdout.no_fnmatch_line("*.py:*")


def test_a_broken_file_is_an_error_with_its_lines(project: pytest.Pytester) -> None:
    """Every problem, no traceback; the other files are still collected."""
    talk(project, "- {name: x, turns: [{sya: a}]}\n- {turns: [{say: a}]}\n", "broken.yaml")
    talk(project, GOOD)
    done = run(project, "--continue-on-collection-errors")
    done.assert_outcomes(passed=1, errors=1)
    done.stdout.fnmatch_lines(
        [
            "*broken.yaml:1: a turn has an unknown entry 'sya' - did you mean 'say'?",
            "*broken.yaml:2: a conversation or branch without `name` - write name: …",
        ]
    )
    done.stdout.no_fnmatch_line("*Traceback*")
    done.stdout.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize(
    ("setting", "value", "why"),
    [
        ("alexa_handler", "gone.py", "*gone.py: no such Python file, so there is no skill to call"),
        ("alexa_model", "gone.json", "*gone.json: cannot be read (No such file or directory)"),
        ("alexa_device", "phone", "*no device 'phone': take one of *"),
    ],
)
def test_a_setting_that_leads_nowhere_is_a_line(setting: str, value: str, why: str, project: pytest.Pytester) -> None:
    """For a conversation and for the fixture."""
    settings(project, **{setting: value})
    talk(project, GOOD)
    project.makepyfile("def test_it(echo): pass")
    done = run(project)
    done.assert_outcomes(failed=1, errors=1)
    done.stdout.fnmatch_lines([why, why])
    done.stdout.no_fnmatch_line("*Traceback*")


def test_an_absolute_pattern_is_refused(project: pytest.Pytester) -> None:
    """It would mean another thing on another machine."""
    settings(project, alexa_conversations="/talks/*.yaml")
    talk(project, GOOD)
    done = run(project)
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*alexa_conversations: /talks/*.yaml is absolute - write it from the project's root"])


def test_the_fixture_is_a_fresh_device_for_each_test(project: pytest.Pytester) -> None:
    """With the project's skill and model."""
    project.makepyfile(f"""
        def test_first(echo):
            assert echo.say("{OPEN}").response["sessionAttributes"] == {{"count": 1}}

        def test_second(echo):
            assert not echo.in_session
            assert echo.say("{OPEN}").speech.startswith("Question 1")
    """)
    run(project).assert_outcomes(passed=2)


def test_the_marker_sets_any_switch_and_the_nearest_one_counts(project: pytest.Pytester) -> None:
    """A function as the skill, a dict as the model, locale, device, clock; a class, then a test."""
    settings(project, alexa_locale="en-GB")
    project.makepyfile(f"""
        import datetime
        import pytest

        def hello(event, context):
            return {{"version": "1.0", "response": {{"outputSpeech": {{"type": "PlainText", "text": "Hi."}}}}}}

        NOON = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.timezone.utc)
        MODEL = {{"interactionModel": {{"languageModel": {{"invocationName": "my skill", "intents": [
            {{"name": "AMAZON.StopIntent", "samples": []}}]}}}}}}

        def test_settings(echo):
            assert echo.say("{OPEN}").request["request"]["locale"] == "en-GB"

        @pytest.mark.alexa(handler=hello, locale="en-AU", device="show", clock=lambda: NOON)
        class TestMarked:
            def test_class(self, echo):
                turn = echo.say("{OPEN}")
                assert turn.speech == "Hi."
                assert turn.request["request"]["locale"] == "en-AU"
                assert turn.request["request"]["timestamp"] == "2026-01-01T12:00:00Z"
                assert "Alexa.Presentation.APL" in turn.request["context"]["System"]["device"]["supportedInterfaces"]

            @pytest.mark.alexa(locale="en-CA", model=MODEL)
            def test_nearest(self, echo):
                turn = echo.say("alexa open my skill")
                assert (turn.speech, turn.request["request"]["locale"]) == ("Hi.", "en-CA")

        @pytest.mark.alexa(handler="counting.py:handler", device="round.json")
        def test_by_name(echo):
            turn = echo.say("{OPEN}")
            assert turn.speech.startswith("Question 1")
            assert turn.request["context"]["System"]["device"]["supportedInterfaces"] == {{"Hint": {{}}}}
    """)
    (project.path / "round.json").write_text('{"supportedInterfaces": {"Hint": {}}}', "utf-8")
    run(project).assert_outcomes(passed=4)


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ('"en-GB"', "*pytest.mark.alexa takes switches by name*"),
        ("colour=1", "*the fixture echo: *unexpected keyword argument 'colour'*"),
        ('device="phone"', "*the fixture echo: no device 'phone': take one of *"),
    ],
)
def test_a_marker_that_makes_no_sense_is_a_line(mark: str, why: str, project: pytest.Pytester) -> None:
    """Not a traceback through the plugin."""
    project.makepyfile(f"import pytest\n\n@pytest.mark.alexa({mark})\ndef test_it(echo): pass\n")
    done = run(project)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines([why])
    done.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_conversations_are_shared_out_to_processes(project: pytest.Pytester) -> None:
    """Under pytest-xdist, with the same report."""
    talk(project, GOOD + WRONG)
    done = project.runpytest_subprocess(*PLUGIN, "-p", "xdist", "-n", "2")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["        expected: Question 3 where is it"])


def test_a_project_that_does_not_use_it_is_not_touched(pytester: pytest.Pytester) -> None:
    """YAML files stay what they are, and nothing of the device is loaded."""
    pytester.makefile(".yaml", talk=WRONG)
    pytester.makepyfile("""
        import sys

        def test_it():
            assert not {"yaml", "skill", "simulator.device", "simulator.conversations"} & set(sys.modules)
    """)
    done = pytester.runpytest_subprocess(*PLUGIN)
    done.assert_outcomes(passed=1)


def test_whoever_installs_the_project_has_it(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the entry point that pyproject.toml declares; a conftest that names it too does no harm."""
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["pytest11"]
    site = pytester.mkdir("site")
    installed = site / "local_alexa_for_this_test-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: local-alexa-for-this-test\nVersion: 1\n", "utf-8")
    lines = "".join(f"{name} = {module}\n" for name, module in declared.items())
    (installed / "entry_points.txt").write_text(f"[pytest11]\n{lines}", "utf-8")
    pytester.makeconftest('pytest_plugins = ["simulator.pytest_plugin"]')
    pytester.makepyfile("def test_it(echo):\n    assert not echo.in_session\n")
    pytester.makeini("[pytest]\n")
    path = f"import sys; sys.path[:0] = [{str(site)!r}, {str(ROOT)!r}]"
    program = f"{path}; import pytest; sys.exit(pytest.main(['-p', 'no:cacheprovider', '-q']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
