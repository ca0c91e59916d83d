"""The page in a real browser: conversations, by whatever way somebody holds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.opened import Visit

ALARM = "my back is numb and i can't pee since last night"


def focused(page: Page) -> str:
    """The accessible name of what has the focus, or its id."""
    found: str = page.evaluate(
        "() => { const e = document.activeElement; return e.id || e.getAttribute('aria-label') || e.textContent }"
    )
    return found


def test_a_whole_conversation_by_keyboard_alone(visit: Visit) -> None:
    """From the first key to advice: no pointer, the focus stays where one types, and the reply is announced."""
    page, keys = visit.page, visit.page.keyboard
    expect(page.locator("#say")).to_be_focused()
    for number, words in enumerate(("alexa, open back check", "my back is numb since this morning", "yes", "no"), 1):
        keys.type(words)
        keys.press("Enter")
        expect(page.locator(f"#turn-{number}")).to_be_visible()
        expect(page.locator("#say")).to_have_value("")
        expect(page.locator("#say")).to_be_focused()
    expect(page.locator("#state")).to_have_text("Listening")
    keys.type("yes i can hardly breathe")
    keys.press("Enter")
    advice = page.get_by_role("log").get_by_role("region", name="Advice: get emergency help now")
    expect(advice).to_contain_text("911")
    keys.type("stop")
    keys.press("Enter")
    expect(page.locator("#state")).to_have_text("Closed")
    expect(page.get_by_text("The skill is closed.")).to_be_visible()


def test_the_focus_goes_through_the_page_in_the_order_that_is_seen(visit: Visit) -> None:
    """Settings, conversation, text box, tabs; each with a visible focus."""
    page = visit.page
    visit.begin()
    page.locator("body").evaluate("body => { document.activeElement.blur(); window.getSelection().removeAllRanges() }")
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus() }")
    order = []
    for _ in range(20):
        page.keyboard.press("Tab")
        order.append(focused(page))
        width = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", f"{order[-1]} shows no focus"
    named = ["locale", "device", "aloud", "look", "fresh", "save", "replay", "transcript", "Turn 1", "say", "send"]
    assert order[:1] == ["To the text box"]
    places = [order.index(name) for name in named]
    assert places == sorted(places), order
    assert "tab-understood" in order
    assert "tab-rules" not in order  # the tabs are one stop; arrows go between them


def test_tabs_are_walked_with_arrow_keys(visit: Visit) -> None:
    """As the pattern for tabs asks: left, right, home, end, around the ends."""
    page = visit.page
    page.locator("#tab-understood").focus()
    for key, tab in (
        ("ArrowRight", "rules"), ("ArrowRight", "json"), ("End", "notes"), ("ArrowRight", "understood"),
        ("ArrowLeft", "notes"), ("Home", "understood"),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(page.locator(f"#tab-{tab}")).to_be_focused()
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        expect(page.locator("[role=tabpanel]:visible")).to_have_count(1)


def test_silence_and_the_words_before(visit: Visit) -> None:
    """The button says nothing: the reprompt, then the end. An arrow brings back what was said last."""
    page = visit.page
    visit.begin()
    visit.say("my back is numb")
    page.locator("#say").press("ArrowUp")
    expect(page.locator("#say")).to_have_value("my back is numb")
    page.get_by_role("button", name="Say nothing").click()
    expect(page.locator("#turn-3 .reply")).to_contain_text("I mean three things")
    page.get_by_role("button", name="Say nothing").click()
    expect(page.locator("#turn-4 .reply")).to_contain_text("Nothing is said")
    page.get_by_role("button", name="Open back check again").click()
    expect(page.locator("#turn-5 .reply")).to_contain_text("Back Check here")


def test_locale_and_device_begin_a_new_conversation(visit: Visit) -> None:
    """In the words of the place, and on a screen that shows what the skill sends."""
    page = visit.page
    visit.begin()
    page.get_by_label("Locale").select_option("en-GB")
    expect(page.locator(".turn")).to_have_count(0)
    visit.begin()
    expect(page.locator("#turn-1 .reply")).to_contain_text("call 999 now")
    assert page.locator("#turn-1 .reply").get_attribute("lang") == "en-GB"
    page.locator("#device").select_option("show")
    expect(page.locator("#screen")).to_contain_text("Try “alexa, open back check”")
    visit.begin()
    expect(page.locator("#screen")).to_contain_text("Back Check here")
    visit.say(ALARM, "send it to my phone")
    expect(page.locator("#screen h3")).to_have_text("Back Check")
    expect(page.locator("#screen")).to_contain_text("999")
    page.locator("#device").select_option("spot")
    expect(page.locator("#screen")).to_have_attribute("data-shape", "round")


def test_a_choice_can_be_made_with_arrow_keys(visit: Visit) -> None:
    """Each locale on the way begins a conversation of its own, and the focus stays where it is."""
    page = visit.page
    page.locator("#locale").focus()
    for locale in ("en-IN", "en-GB"):
        page.keyboard.press("ArrowUp")
        expect(page.locator("#locale")).to_have_value(locale)
        expect(page.locator("#locale")).to_be_focused()
    visit.begin()
    expect(page.locator("#turn-1 .reply")).to_have_attribute("lang", "en-GB")


def test_a_reload_keeps_the_conversation(visit: Visit) -> None:
    """It lies on the server; the browser knows only its number."""
    page = visit.page
    visit.begin()
    visit.say("my back is numb")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#state")).to_have_text("Listening")
    expect(visit.say("none of those").locator(".reply")).to_contain_text("Did this start after a fall")


def test_what_the_developer_sees(visit: Visit) -> None:
    """Which sample with which score and who came near; the rules; the requests; an earlier turn."""
    page = visit.page
    visit.begin()
    visit.say("my lower back is numb and i have a fever")
    understood = page.locator("#panel-understood")
    expect(understood.locator(".chosen")).to_contain_text("score")
    expect(understood.locator(".chosen .sample")).to_contain_text("{")
    expect(understood.get_by_role("heading", name="Runners-up")).to_be_visible()
    page.get_by_role("tab", name="Rules").click()
    rules = page.locator("#panel-rules")
    expect(rules).to_contain_text("It should be seen today", ignore_case=True)
    expect(rules.locator(".box").first).to_contain_text("RF-21")
    expect(rules.locator(".now")).to_contain_text("life_sweep")
    rules.get_by_text("Why: 3 rules").first.click()
    expect(rules.get_by_text("breathing is hard")).to_be_visible()
    page.get_by_role("tab", name="Requests").click()
    expect(page.locator("#panel-json pre").first).to_contain_text('"type": "IntentRequest"')
    expect(page.locator("#panel-json pre").nth(1)).to_contain_text('"sessionAttributes"')
    page.get_by_role("button", name="Earlier turn").click()
    expect(page.get_by_role("heading", name="Turn 1 of 2")).to_be_visible()
    expect(page.locator("#panel-json pre").first).to_contain_text('"type": "LaunchRequest"')
    expect(page.get_by_role("button", name="Turn 1", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_conversation_is_saved_and_held_again(visit: Visit, tmp_path: Path) -> None:
    """The file that is downloaded plays in the page, turn by turn and at once; a changed one is marked."""
    page = visit.page
    visit.begin()
    visit.say("my back is numb", "none of those")
    page.get_by_role("button", name="Save…").click()
    expect(page.locator("#save-name")).to_be_focused()
    page.locator("#save-name").fill("A back that is numb")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "a_back_that_is_numb.yaml"
    text = path.read_text(encoding="utf-8")
    assert "asking: [injury]" in text
    _replay(page, path)
    expect(page.locator("#player")).to_contain_text("turn 1 of 3 is next")
    page.keyboard.press("Enter")
    expect(page.locator("#player")).to_contain_text("turn 2 of 3 is next. All as the file expects.")
    page.get_by_role("button", name="All turns").click()
    expect(page.locator("#player")).to_contain_text("all 3 turns held. All as the file expects.")
    expect(page.locator(".about .good")).to_have_count(3)
    path.write_text(text.replace("asking: [injury]", "asking: [age]"), encoding="utf-8")
    _replay(page, path)
    page.get_by_role("button", name="All turns").click()
    expect(page.locator("#player")).to_contain_text("1 turn otherwise than the file expects.")
    expect(page.locator(".differences")).to_contain_text("asking: expected age, found injury")


def test_a_file_that_cannot_be_used_is_told_in_the_dialog(visit: Visit, tmp_path: Path) -> None:
    """With its line; and Escape leaves the dialog."""
    path = tmp_path / "bad.yaml"
    path.write_text("- name: a\n  turns:\n    - {says: b}\n", encoding="utf-8")
    page = visit.page
    page.get_by_role("button", name="Replay…").click()
    page.locator("#replay-file").set_input_files(path)
    expect(page.locator("#replay-wrong")).to_contain_text("the file:3:")
    expect(page.locator("#replay-do")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.locator("#replay-dialog")).to_be_hidden()
    assert visit.complaints == ["Failed to load resource: the server responded with a status of 400 (BAD REQUEST)"]
    visit.complaints.clear()


def _replay(page: Page, path: Path) -> None:
    page.get_by_role("button", name="Replay…").click()
    page.locator("#replay-file").set_input_files(path)
    page.get_by_role("button", name="Begin").click()


@pytest.mark.parametrize("lost", ["server", "conversation"])
def test_a_lost_server_gets_a_line_and_a_retry(visit: Visit, lost: str) -> None:
    """What was typed is not lost, and is said when it is there again; a forgotten conversation begins anew."""
    page = visit.page
    visit.begin()

    def fail(route: Route) -> None:
        route.abort() if lost == "server" else route.fulfill(status=404, json={"error": "gone"})

    page.route("**/turns", fail)
    page.locator("#say").fill("my back is numb")
    page.keyboard.press("Enter")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("does not answer" if lost == "server" else "not kept any more")
    expect(page.locator("#say")).to_have_value("my back is numb")
    page.unroute("**/turns")
    notice.get_by_role("button").click()
    expect(notice).to_be_hidden()
    expect(page.locator(".turn")).to_have_count(2 if lost == "server" else 0)
    visit.complaints.clear()  # the browser tells of the failure that was made here


def test_two_people_are_not_mixed_up(browser: Browser, address: str) -> None:
    """Each has a conversation of their own."""
    with Visit.of(browser, address) as one, Visit.of(browser, address) as other:
        one.begin()
        other.begin()
        one.say(ALARM)
        expect(other.say("my back is numb").locator(".reply")).to_contain_text("Right now, is there any")
        expect(one.page.locator(".advice")).to_have_count(1)
        expect(other.page.locator(".advice")).to_have_count(0)
