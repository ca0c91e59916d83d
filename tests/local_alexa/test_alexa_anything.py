"""Whatever a skill answers, the device goes on: a conversation with a skill that answers anything at all."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_skill import MODEL

from simulator import Echo, Turn

CONSENT = "connection://AMAZON.AskForPermissionsConsent/2"
TEXTS = ("", "AskFor", "area", "NumbIntent", "<speak>a</speak>", "<speak>a & b", "t", CONSENT, "1", "APL")
KINDS = (
    "Dialog.ElicitSlot",
    "Dialog.ConfirmSlot",
    "Dialog.ConfirmIntent",
    "Dialog.Delegate",
    "Dialog.UpdateDynamicEntities",
    "Connections.SendRequest",
    "Connections.StartConnection",
    "Alexa.Presentation.APL.RenderDocument",
    "CustomInterfaceController.SendDirective",
    "AudioPlayer.Play",
)
WORDS = st.sampled_from(TEXTS)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=5,
)
SPEECH = st.fixed_dictionaries(
    {"type": st.sampled_from(["PlainText", "SSML"])}, optional={"text": WORDS, "ssml": WORDS, "playBehavior": WORDS}
)
INTENT = st.fixed_dictionaries(
    {"name": st.sampled_from(["NumbIntent", "SymptomIntent", "Nope"])},
    optional={"slots": VALUES, "confirmationStatus": WORDS},
)
SCOPE = st.fixed_dictionaries({}, optional={"permissionScope": WORDS | VALUES})
PAYLOAD = st.fixed_dictionaries(
    {"@type": st.just("AskForPermissionsConsentRequest"), "@version": st.sampled_from(["1", "2"])},
    optional={"permissionScope": WORDS, "permissionScopes": st.lists(SCOPE, max_size=2) | VALUES},
)
COMPONENT = st.fixed_dictionaries(
    {"type": st.sampled_from(["Text", "Container", "TouchWrapper", "Image"])},
    optional={"text": VALUES, "items": VALUES, "onPress": VALUES, "data": VALUES},
)
DOCUMENT = st.fixed_dictionaries(
    {"type": st.just("APL"), "version": st.just("1.0")},
    optional={"mainTemplate": st.fixed_dictionaries({"items": st.lists(COMPONENT, max_size=2)}), "layouts": VALUES},
)
DIRECTIVE = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={
        "slotToElicit": st.sampled_from(["area", "symptom", "nose"]),
        "slotToConfirm": st.sampled_from(["area", "symptom"]),
        "updatedIntent": INTENT | VALUES,
        "name": WORDS,
        "payload": PAYLOAD | VALUES,
        "input": PAYLOAD | VALUES,
        "uri": WORDS,
        "token": WORDS,
        "document": DOCUMENT | VALUES,
        "datasources": VALUES,
        "updateBehavior": st.sampled_from(["REPLACE", "CLEAR"]),
        "types": VALUES,
    },
)
BODY = st.fixed_dictionaries(
    {},
    optional={
        "outputSpeech": SPEECH | VALUES,
        "reprompt": st.fixed_dictionaries({"outputSpeech": SPEECH}) | VALUES,
        "card": VALUES,
        "directives": st.lists(DIRECTIVE, max_size=2) | VALUES,
        "shouldEndSession": st.none() | st.booleans() | VALUES,
    },
)
RESPONSE = st.fixed_dictionaries({"version": st.just("1.0"), "response": BODY}, optional={"sessionAttributes": VALUES})
SAID = st.sampled_from(
    ["open numb back", "my neck is numb", "yes", "no", "", "exit", "alexa, why do you ask", "bananas"]
)


@settings(max_examples=150, deadline=None)
@given(answers=st.lists(RESPONSE | VALUES, min_size=1, max_size=4), said=st.lists(SAID, max_size=4))
def test_a_device_outlives_every_answer(answers: list[Any], said: list[str]) -> None:
    """Each turn is one: it says what was wrong, or what was heard; the next launch is always possible."""
    given_ = iter(answers * 50)

    def skill(_event: Any, _context: Any) -> Any:
        return next(given_, {})

    device = Echo(handler=skill, model=MODEL, device="show")
    for words in ["open numb back", *said, "open numb back"]:
        turn = device.say(words)
        assert isinstance(turn, Turn)
        assert turn.ended != device.in_session
        assert turn.error is None or turn.speech
        assert turn.screen is None or isinstance(turn.screen.items, list)
