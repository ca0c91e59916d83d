"""Permissions: what was given stands in the envelope; a skill asks by voice, and is told the answer."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_skill import Script, as_the_sdk_reads, echo, reply

from simulator import Echo, Turn

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
QUESTION = "Do you give numb back permission to use your reminders? You can say I approve or no."


def ask(**more: Any) -> dict[str, Any]:
    """A response that asks for reminders, as Amazon's page for reminders does it."""
    payload = {"@type": "AskForPermissionsConsentRequest", "@version": "1", "permissionScope": REMINDERS}
    directive = {"type": "Connections.SendRequest", "name": "AskFor", "payload": payload, "token": "t", **more}
    answer = reply("I can remind you.", directives=[directive], attributes={"n": 1})
    del answer["response"]["shouldEndSession"], answer["response"]["reprompt"]
    return answer


def start() -> dict[str, Any]:
    """The same, as Amazon's page for voice-forward consent does it."""
    wanted = [{"permissionScope": REMINDERS, "consentLevel": "ACCOUNT"}]
    task = {"@type": "AskForPermissionsConsentRequest", "@version": "2", "permissionScopes": wanted}
    uri = "connection://AMAZON.AskForPermissionsConsent/2"
    return reply("Well.", directives=[{"type": "Connections.StartConnection", "uri": uri, "input": task, "token": "t"}])


def asked(answer: dict[str, Any], **switches: Any) -> tuple[Echo, Script, Turn]:
    """A device on which the question was just put."""
    device, skill = echo(answer, reply("Done."), **switches)
    return device, skill, device.intend("LaunchRequest")


def scopes(request: dict[str, Any]) -> Any:
    """The permissions that a request tells of, which must stand at both places."""
    users = request["session"]["user"], request["context"]["System"]["user"]
    assert users[0].get("permissions") == users[1].get("permissions")
    return users[0].get("permissions")


def test_permissions_stand_in_the_envelope() -> None:
    """As the SDK reads them; without any there is no word of them."""
    device, _ = echo(permissions=[REMINDERS])
    turn = device.intend("LaunchRequest")
    assert scopes(turn.request) == {"scopes": {REMINDERS: {"status": "GRANTED"}}}
    envelope = as_the_sdk_reads(turn.request)
    assert envelope.context.system.user.permissions.scopes[REMINDERS].status.value == "GRANTED"
    assert scopes(echo()[0].intend("LaunchRequest").request) is None


def test_alexa_asks() -> None:
    """After what the skill said, by herself; the session stays open, whatever the skill wanted."""
    device, _, turn = asked(ask())
    assert turn.speech == f"I can remind you. {QUESTION}"
    assert (turn.permissions, turn.ended, turn.listening) == ((REMINDERS,), False, True)
    assert device.in_session


@pytest.mark.parametrize(
    ("said", "status", "card"),
    [
        ("I approve", "ACCEPTED", False),
        ("yes", "ACCEPTED", False),
        ("alexa, yes please", "ACCEPTED", False),
        ("no", "DENIED", True),
        ("no thanks", "DENIED", True),
        ("", "NOT_ANSWERED", True),
    ],
)
def test_the_skill_is_told_the_answer(said: str, status: str, card: bool) -> None:
    """By Connections.Response, with its token, in the same session; a yes is remembered."""
    device, skill, _ = asked(ask())
    turn = device.say(said)
    request = skill.requests[-1]
    told = {
        name: value for name, value in request["request"].items() if name not in ("requestId", "timestamp", "locale")
    }
    assert told == {
        "type": "Connections.Response",
        "name": "AskFor",
        "status": {"code": "200", "message": "OK"},
        "payload": {"permissionScope": REMINDERS, "status": status, "isCardThrown": card},
        "token": "t",
    }
    assert request["session"]["attributes"] == {"n": 1}
    assert turn.speech == "Done."
    assert bool(scopes(request)) == (status == "ACCEPTED")
    assert bool(scopes(device.intend("LaunchRequest").request)) == (status == "ACCEPTED")
    as_the_sdk_reads(request)


def test_what_is_no_answer_is_asked_again_once() -> None:
    """Then Alexa gives up."""
    device, skill, _ = asked(ask())
    again = device.say("why do you ask")
    assert (again.speech, again.request, again.permissions) == (QUESTION, {}, (REMINDERS,))
    device.say("bananas")
    assert skill.requests[-1]["request"]["payload"]["status"] == "NOT_ANSWERED"


@pytest.mark.parametrize(("intent", "status"), [("AMAZON.YesIntent", "ACCEPTED"), ("AMAZON.NoIntent", "DENIED")])
def test_without_the_language_step(intent: str, status: str) -> None:
    """Intending a yes or a no answers the question, too."""
    device, skill, _ = asked(ask())
    device.intend(intent)
    assert skill.requests[-1]["request"]["payload"]["status"] == status


def test_leaving_instead_of_answering() -> None:
    """The session ends."""
    device, skill, _ = asked(ask())
    assert device.say("exit").ended
    assert skill.requests[-1]["request"]["type"] == "SessionEndedRequest"


def test_what_was_given_is_not_asked_for() -> None:
    """The skill is told at once; a skill that asks for ever is stopped."""
    _, skill, turn = asked(ask(), permissions=[REMINDERS])
    assert turn.speech == "I can remind you. Done."
    assert skill.requests[-1]["request"]["payload"]["status"] == "ACCEPTED"
    device, skill = echo(*[ask()] * 20, permissions=[REMINDERS])
    device.intend("LaunchRequest")
    assert len(skill.requests) == 10


@pytest.mark.parametrize(("said", "status"), [("yes", "ACCEPTED"), ("no", "DENIED"), ("", "NOT_ANSWERED")])
def test_voice_forward_consent(said: str, status: str) -> None:
    """The skill is resumed with the result."""
    device, skill, turn = asked(start())
    assert turn.speech == f"Well. {QUESTION}"
    device.say(said)
    request = skill.requests[-1]["request"]
    assert request["type"] == "SessionResumedRequest"
    done = {"code": "200", "message": "OK"}
    result = {"status": status}
    assert request["cause"] == {"type": "ConnectionCompleted", "token": "t", "status": done, "result": result}
    envelope = as_the_sdk_reads(skill.requests[-1])
    assert envelope.request.cause.result == {"status": status}


def test_a_fork_keeps_its_own_permissions() -> None:
    """What one device was given, the other was not."""
    device, _, _ = asked(ask())
    other = device.fork()
    device.say("yes")
    assert scopes(device.intend("LaunchRequest").request)
    assert scopes(other.say("no").request) is None


def test_a_purchase_is_no_permission() -> None:
    """Other requests to Amazon's skills are let pass, and asked of nobody."""
    _, _, turn = asked(ask(name="Buy", payload={"InSkillProduct": {"productId": "p"}}))
    assert turn.permissions == ()
    assert turn.speech == "I can remind you."


@pytest.mark.parametrize("locale", ["de-DE", "es-ES", "fr-FR", "it-IT", "nl-NL", "pt-BR", "ja-JP", "hi-IN", "ar-SA"])
def test_alexa_asks_in_every_language(locale: str) -> None:
    """Her question names the skill and the permission in the language, and its own word for approving is understood."""
    device, skill, turn = asked(ask(), locale=locale)
    words = device.language.words
    assert "numb back" in turn.speech
    assert words.permissions[REMINDERS] in turn.speech
    assert "{" not in turn.speech
    device.say(words.approve[0])
    assert skill.requests[-1]["request"]["payload"]["status"] == "ACCEPTED"
