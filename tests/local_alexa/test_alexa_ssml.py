"""SSML in the local Alexa: what Alexa would refuse, what she would not say as marked, and the words that are heard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.ssml import SsmlError, heard, read
from simulator.ssml.tags import tags


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<speak>Hello</speak>", "Hello"),
        ("<speak><p>One.</p><p>Two.</p></speak>", "One. Two."),
        ("<speak>Go<break time='1s'/>now</speak>", "Go now"),
        ("<speak>An <sub alias='emergency room'>ER</sub>, now</speak>", "An emergency room, now"),
        ("<speak>Call <say-as interpret-as='digits'>911</say-as>.</speak>", "Call 911."),
        ("<speak><amazon:emotion name='excited' intensity='low'>Hi</amazon:emotion> you</speak>", "Hi you"),
        ("<speak>salt &amp; pepper &lt;3 &#233;</speak>", "salt & pepper <3 é"),
        ("<speak><!-- not heard -->x</speak>", "x"),
        ("<?xml version='1.0'?><speak version='1.0' xml:lang='en-US'>x</speak>", "x"),
        ("<speak>Hello <alexa:name type='first' personId='amzn1.ask.person.A'/>!</speak>", "Hello !"),
        ("<speak><voice name='Kendra'><lang xml:lang='de-DE'>Ja</lang></voice></speak>", "Ja"),
        ("<speak><audio src='soundbank://soundlibrary/a/b'/>x</speak>", "x"),
        ("<speak><phoneme alphabet='x-sampa' ph='pI\"kA:n'>pecan</phoneme></speak>", "pecan"),
        ("<speak><w role='amazon:VB'>read</w></speak>", "read"),
        ("<speak><prosody rate='20%' pitch='+50%' volume='-2.5dB'>x</prosody></speak>", "x"),
        ("<speak><prosody rate='x-slow' pitch='-33.3%' volume='silent'>x</prosody></speak>", "x"),
        ("<speak><say-as interpret-as='date' format='mdy'>1/2/2026</say-as></speak>", "1/2/2026"),
        ("<speak><break strength='x-strong' time='10s'/><break time='10000ms'/>x</speak>", "x"),
        ("<speak><emphasis level='strong'>x</emphasis></speak>", "x"),
        ("<speak><amazon:domain name='long-form'>x</amazon:domain></speak>", "x"),
        ("<speak><amazon:effect name='whispered'>x</amazon:effect></speak>", "x"),
    ],
)
def test_what_is_heard(text: str, words: str) -> None:
    """The words of an SSML text; nothing is wrong with it, and nothing is odd."""
    assert heard(text) == words
    assert read(text).doubts == ()


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("a & b", 'an unescaped "&" near "<speak>a & b</speak>" - write &amp; or "and"'),
        ("AT&T;", 'an unescaped "&"'),
        ("a < b", "close every tag, escape < as &lt;"),
        ("<p>x", "SSML is not well-formed near"),
        ("<blink>x</blink>", "SSML tag <blink> is not known to Alexa - leave it out"),
        ("<amazon:auto-breaths>x</amazon:auto-breaths>", "SSML tag <amazon:auto-breaths> is not known to Alexa"),
        ("<speak>x</speak>", "<speak> stands inside <speak> - keep the outermost only"),
        ("<break time='11s'/>", '<break time="11s"> is not known to Alexa - give a time like 500ms or 2s, 10s at most'),
        ("<break time='10001ms'/>", "10s at most"),
        ("<break time='2'/>", "a time like 500ms or 2s"),
        ("<break strength='huge'/>", "none, x-weak, weak, medium, strong, x-strong"),
        ("<break>now</break>", "<break> holds something - it must be empty"),
        ("<say-as interpret-as='shout'>x</say-as>", '<say-as interpret-as="shout"> is not known to Alexa'),
        ("<say-as>x</say-as>", "<say-as> needs the attribute interpret-as"),
        ("<say-as interpret-as='date' format='yyyy'>x</say-as>", "give one of mdy, dmy, ymd"),
        ("<audio src='http://a.b/c.mp3'/>", "an https:// or soundbank:// address"),
        ("<audio/>", "<audio> needs the attribute src"),
        ("<audio src='https://a.b/c.mp3'/>" * 6, "6 <audio> in one response, 5 at most"),
        ("<voice name='Zaphod'>x</voice>", "give one of Ivy, Joanna"),
        ("<lang xml:lang='tlh'>x</lang>", '<lang xml:lang="tlh"> is not known to Alexa - give one of ar-SA, de-DE'),
        ("<lang>x</lang>", "<lang> needs the attribute xml:lang"),
        ("<phoneme alphabet='morse' ph='.-'>x</phoneme>", "give one of ipa, x-sampa"),
        ("<phoneme alphabet='ipa'>x</phoneme>", "<phoneme> needs the attribute ph"),
        ("<prosody rate='19%'>x</prosody>", "or 20% and more"),
        ("<prosody rate='+50%'>x</prosody>", "or 20% and more"),
        ("<prosody pitch='+51%'>x</prosody>", "-33.3% to +50%"),
        ("<prosody pitch='-34%'>x</prosody>", "-33.3% to +50%"),
        ("<prosody pitch='2st'>x</prosody>", "-33.3% to +50%"),
        ("<prosody volume='11'>x</prosody>", "or decibels like +2dB"),
        ("<emphasis level='none'>x</emphasis>", "give one of strong, moderate, reduced"),
        ("<amazon:emotion name='bored' intensity='low'>x</amazon:emotion>", "give one of excited, disappointed"),
        ("<amazon:emotion name='excited'>x</amazon:emotion>", "<amazon:emotion> needs the attribute intensity"),
        ("<amazon:domain name='poetry'>x</amazon:domain>", "give one of conversational, fun, long-form, music, news"),
        ("<amazon:effect name='drc'>x</amazon:effect>", "give one of whispered"),
        ("<alexa:name type='first' personId='me'/>", "give a personId"),
        ("<p class='x'>x</p>", "<p> has no attribute class - leave it out"),
        ("<w role='verb'>x</w>", "give one of amazon:VB"),
        ("<sub>x</sub>", "<sub> needs the attribute alias"),
    ],
)
def test_what_alexa_refuses(inside: str, why: str) -> None:
    """Each in a line that names it and says what to do."""
    assert why in "\n".join(read(f"<speak>{inside}</speak>").problems)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no root", "it does not begin with <speak> - put <speak> and </speak> around it"),
        ("", "it does not begin with <speak>"),
        ("<p>x</p>", "SSML must stand in <speak>, not in <p>"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><speak>&a;</speak>", "may not declare a document type or entities"),
        ("<speak>" + "<p>" * 3000 + "</p>" * 3000 + "</speak>", "too deep in each other"),
        ("<speak>\ud83d</speak>", "not well-formed"),
    ],
)
def test_no_speech_at_all(text: str, why: str) -> None:
    """It must be one <speak>, without tricks."""
    with pytest.raises(SsmlError, match="SSML") as caught:
        heard(text)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ('<voice name="Amy">', '<amazon:emotion name="excited" intensity="low">'),
        ('<amazon:domain name="news">', '<emphasis level="strong">'),
        ('<amazon:emotion name="excited" intensity="low">', '<amazon:domain name="news">'),
        ('<emphasis level="strong">', '<voice name="Amy">'),
    ],
)
def test_ways_of_speaking_that_do_not_go_together(outer: str, inner: str) -> None:
    """Amazon's table of incompatible tags: not refused, but not heard as marked either."""
    names = [tag[1:].split()[0] for tag in (outer, inner)]
    spoken = read(f"<speak>{outer}{inner}x</{names[1]}></{names[0]}></speak>")
    assert spoken.problems == ()
    assert spoken.doubts == (f"<{names[1]}> inside <{names[0]}>: Alexa does not do both on the same words",)


def test_every_tag_is_tried_here() -> None:
    """Each tag of the table stands in a test above, so none is known by name only."""
    cases = " ".join(str(case) for test in (test_what_is_heard, test_what_alexa_refuses) for case in test.pytestmark)
    assert [tag for tag in tags() if f"<{tag} " not in cases and f"<{tag}>" not in cases] == ["s"]
    assert heard("<speak><s>One.</s><s>Two.</s></speak>") == "One. Two."


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&;/'\"= apsbreak:\x00\ud800é")) | st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    """Whatever is between the tags, or instead of them: words, or lines that say what is wrong."""
    for ssml in (text, f"<speak>{text}</speak>"):
        spoken = read(ssml)
        assert all(line.isprintable() for line in spoken.problems)
