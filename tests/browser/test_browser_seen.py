"""The page as it is seen, heard and touched: light and dark, wide and narrow, enlarged, with and without a voice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.web.served import Served
from tests.browser.opened import MissingError, Visit, chromium, served

MODEL = Path(__file__).parents[1] / "data" / "models" / "numb_back.json"
SEEN = Path(__file__).with_name("seen.js").read_text(encoding="utf-8")
ALARM = "my back is numb and i can't pee since last night"
VOICE = """
window.spoken = [];
const voices = [{name: "Far", lang: "en-US", localService: false}, {name: "Near", lang: "en-US", localService: true}];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, addEventListener() {},
  speak(words) { window.spoken.push([words.voice.name, words.text]); this.now = words; },
  cancel() { window.spoken.push("stopped"); },
}});
"""
EARS = """
window.SpeechRecognition = class {
  start() {
    const heard = {results: [[{transcript: "alexa open back check"}]]};
    setTimeout(() => { this.onresult(heard); this.onend(); }, 20);
  }
  abort() { this.onend(); }
};
"""
DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"


def stumbles(page: Page) -> list[str]:
    """What somebody would stumble over, in lines."""
    found: list[str] = page.evaluate(SEEN)
    return found


WAYS: list[tuple[str, dict[str, Any]]] = [
    ("light", {"color_scheme": "light"}),
    ("dark", {"color_scheme": "dark"}),
    ("a phone", {"viewport": {"width": 360, "height": 740}, "has_touch": True}),
    ("a wide window at 200 per cent", {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}),
]


@pytest.mark.parametrize(("how", "context"), WAYS, ids=[how for how, _ in WAYS])
def test_nobody_stumbles(browser: Browser, address: str, how: str, context: dict[str, Any]) -> None:
    """Names, landmarks, sizes and contrast: at first, in mid-conversation in each panel, with advice, in a dialog."""
    with Visit.of(browser, address, **context) as visit:
        page, narrow = visit.page, context.get("viewport", {}).get("width", 1280) < 992
        found = {"first": stumbles(page)}
        visit.begin()
        visit.say("my lower back is numb and i have a fever", "no none of those")
        found["talk"] = stumbles(page)
        if narrow:
            page.get_by_role("button", name="Look inside").click()
        for tab in ("Understood", "Rules", "Requests", "Notes"):
            page.get_by_role("tab", name=tab).click()
            found[tab] = stumbles(page)
        if narrow:
            page.get_by_role("button", name="Conversation", exact=True).click()
        visit.say("and i can't pee at all")
        expect(page.locator(".advice.emergency")).to_be_visible()
        found["advice"] = stumbles(page)
        page.get_by_role("button", name="Save…").click()
        found["dialog"] = stumbles(page)
        assert {place: lines for place, lines in found.items() if lines} == {}, how
        visit.check()


def test_what_makes_somebody_stumble_is_found(visit: Visit) -> None:
    """The check itself can fail: a nameless button, pale letters, a page too wide, an id twice."""
    visit.page.evaluate(
        """() => {
          const main = document.querySelector("main");
          const add = (tag, more) => main.append(Object.assign(document.createElement(tag), more));
          add("button", {}); add("p", {textContent: "pale", id: "say"}); add("p", {textContent: "wide", id: "wide"});
          main.querySelector("p#say").style.color = "#bbb";
          main.querySelector("#wide").style.width = "3000px";
        }"""
    )
    found = " | ".join(stumbles(visit.page))
    for part in ("no name: button", "contrast 1.", "id twice: say", "stands out of the window: p#wide"):
        assert part in found


def test_advice_stands_out_without_its_colour(visit: Visit) -> None:
    """A heading in words, a sign, and a frame that no other reply has; the region has a name."""
    visit.begin()
    visit.say(ALARM)
    advice = visit.page.locator(".advice.emergency")
    expect(advice.get_by_role("heading", name="Advice: get emergency help now")).to_be_visible()
    assert advice.locator("svg").count() == 1
    assert advice.evaluate("e => getComputedStyle(e).borderLeftWidth") == "10px"
    assert advice.get_attribute("aria-label") == "Advice: get emergency help now"


def test_replies_are_announced(visit: Visit) -> None:
    """They appear in a log that is read politely."""
    log = visit.page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    visit.begin()
    expect(log.get_by_role("article", name="Turn 1")).to_contain_text("Alexa: Back Check here")


def test_the_look_is_chosen_and_remembered(browser: Browser, address: str) -> None:
    """As the system wants it, or as somebody chose, also after a reload."""
    with Visit.of(browser, address, color_scheme="light") as visit:
        page = visit.page
        background = "() => getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(background)
        page.get_by_label("Look").first.select_option("dark")
        dark = page.evaluate(background)
        assert dark != light
        page.reload()
        assert page.evaluate(background) == dark
        page.get_by_label("Look").first.select_option("light")
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(background) == light
        page.get_by_label("Look").first.select_option("auto")
        assert page.evaluate(background) == dark
        visit.check()


def test_nothing_moves_for_those_who_asked_for_it(visit: Visit) -> None:
    """Reduced motion: the ring shows its state, and stands still; else it moves."""
    page = visit.page
    page.locator("#stage").evaluate("stage => { stage.dataset.state = 'thinking' }")
    moving = "ring => getComputedStyle(ring).animationName"
    assert page.locator(".ring").evaluate(moving) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.locator(".ring").evaluate(moving) == "turn"


def test_on_a_phone_one_sees_one_thing_at_a_time(browser: Browser, address: str) -> None:
    """The conversation, or what lies inside; the settings behind a button; the box to type in stays in view."""
    with Visit.of(browser, address, viewport={"width": 360, "height": 740}) as visit:
        page = visit.page
        expect(page.locator("#locale")).to_be_hidden()
        page.get_by_role("button", name="Settings").click()
        expect(page.locator("#locale")).to_be_visible()
        page.get_by_role("button", name="Settings").click()
        visit.begin()
        visit.say("my back is numb", "none of those", "no", "neither")
        expect(page.locator("#turn-5 .reply")).to_be_in_viewport(ratio=1)
        expect(page.locator("#say")).to_be_in_viewport(ratio=1)
        expect(page.locator("#state")).to_be_in_viewport(ratio=1)
        expect(page.locator("#panel-understood")).to_be_hidden()
        page.locator("#turn-5").get_by_role("button", name="Turn 5").click()
        expect(page.locator("#panel-understood .chosen")).to_be_visible()
        expect(page.locator("#say")).to_be_hidden()
        visit.check()


def test_replies_are_spoken_by_a_voice_of_this_machine(browser: Browser, address: str) -> None:
    """Never by one that sends the words away; Escape and the switch stop it."""
    with Visit.of(browser, address, script=VOICE) as visit:
        page = visit.page
        visit.begin()
        assert page.evaluate("window.spoken")[-1][0] == "Near"
        assert "call 9 1 1 now" in page.evaluate("window.spoken")[-1][1]
        expect(page.locator("#state")).to_have_text("Speaking")
        page.keyboard.press("Escape")
        expect(page.locator("#state")).to_have_text("Listening")
        assert page.evaluate("window.spoken.at(-1)") == "stopped"
        page.get_by_role("switch", name="Speak aloud").click()
        expect(page.get_by_role("switch", name="Speak aloud")).to_have_attribute("aria-checked", "false")
        before = page.evaluate("window.spoken.length")
        visit.say("my back is numb")
        assert page.evaluate("window.spoken.length") == before
        visit.check()


def test_somebody_speaks(browser: Browser, address: str) -> None:
    """Where the browser recognises speech the words are said at once, and the page warns of where the sound may go."""
    with Visit.of(browser, address, script=EARS) as visit:
        expect(visit.page.locator("#mic-help")).to_contain_text("may send the sound to the maker of your browser")
        visit.page.get_by_role("button", name="Speak", exact=True).click()
        expect(visit.page.locator("#turn-1 .you")).to_contain_text("alexa open back check")
        visit.check()


def test_a_browser_without_ears_says_so(browser: Browser, address: str) -> None:
    """No button that does nothing: a line instead. Without a voice of this machine, another."""
    with Visit.of(browser, address, script=DEAF) as visit:
        expect(visit.page.get_by_role("button", name="Speak", exact=True)).to_have_count(0)
        expect(visit.page.locator("#mic-help")).to_contain_text("offers no speech recognition: type instead")
        expect(visit.page.locator("#mic-help")).to_contain_text("No voice for en-US on this machine")


def test_without_a_browser_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and no skipped test."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingError, match="apt-get install chromium"), chromium():
        pass


BUTTON = {
    "type": "TouchWrapper",
    "onPress": [{"type": "SendEvent", "arguments": ["more"]}],
    "items": [{"type": "Text", "text": "Tell me more"}],
}
DOCUMENT = {
    "type": "APL",
    "version": "2024.3",
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [{"type": "Container", "items": [{"type": "Text", "text": "${payload.a.title}"}, BUTTON]}],
    },
}


def on_a_screen(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """A skill with a document on the screen that can be touched."""
    kind = event["request"]["type"]
    shown = {"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": DOCUMENT}
    shown["datasources"] = {"a": {"title": "<b>Hello</b> & welcome"}}
    words = "You touched it." if kind.endswith("UserEvent") else "Look at the screen."
    body: dict[str, Any] = {"outputSpeech": {"type": "PlainText", "text": words}, "shouldEndSession": False}
    if kind == "LaunchRequest":
        body["directives"] = [shown]
    return {"version": "1.0", "response": body}


def test_another_skill_on_a_screen_that_is_touched(browser: Browser) -> None:
    """What its document says stands on the screen and can be touched; of its inside nothing is known: no rules."""
    skill = Served(on_a_screen, {"en-US": MODEL}, "en-US", "show")
    with served(skill) as address, Visit.of(browser, address) as visit:
        page = visit.page
        expect(page.get_by_role("tab")).to_have_text(["Understood", "Requests", "Notes"])
        visit.say("alexa open numb back")
        screen = page.get_by_role("region", name="Screen of the device")
        expect(screen.locator(".title")).to_have_text("Hello & welcome")
        screen.get_by_role("button", name="Tell me more").press("Enter")
        expect(page.locator("#turn-2 .you")).to_contain_text("(touch: more)")
        expect(page.locator("#turn-2 .reply")).to_contain_text("You touched it.")
        expect(screen.get_by_role("button", name="Tell me more")).to_be_visible()
        page.get_by_role("tab", name="Notes").click()
        expect(page.locator("#panel-notes")).to_contain_text("reprompt")
        assert stumbles(page) == []
        visit.check()
