"""The dialogue, apart from any platform: (state, what was heard) -> what is said, and the state after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skill.advice import Adviser
from skill.contradictions import Contradictions
from skill.engine import Findings, next_step, so_far
from skill.model import NO, UNKNOWN, YES, Advise, Heard, Knowledge, Question, Value
from skill.reply import Reply as Reply
from skill.speech import Speech
from skill.state import State
from skill.taking import Taking
from skill.wishes import BESIDE_THE_POINT, Wishes, speaks_for_another

_MISSES_BEFORE_YES_OR_NO = 2
_MISSES_BEFORE_MOVING_ON = 3
_MOST_WISHES = 12
"""So many wishes in a row leave a question open; somebody who only wishes is not to be kept for ever."""


class Conversation:
    """One language's way through the clinical file. Holds nothing of a person: that is the State."""

    def __init__(self, knowledge: Knowledge, speech: Speech) -> None:
        self.knowledge = knowledge
        self.speech = speech
        self.adviser = Adviser(knowledge, speech)
        self.wishes = Wishes(knowledge, speech)
        self.contradictions = Contradictions(knowledge, speech)
        self.taking = Taking(knowledge, self.contradictions)

    # -- what a platform calls ---------------------------------------------------------------------------------------

    def open(self) -> Reply:
        """Greet, say what this is not, and ask for the story."""
        return self._opening(State(), "opening.welcome", "opening.ask")

    def greeting(self) -> str:
        """What is said once at the start of every session: what this is, and what it is not."""
        return self.speech.say("opening.welcome")

    def asked(self, state: State) -> tuple[str, ...]:
        """Name the topics of the open question, as understanding takes them."""
        question = self._open_question(state)
        return question.asks if question else ()

    def hear(self, state: State, heard: Heard) -> Reply:
        """Take what was understood and go on."""
        question = self._open_question(state)
        if heard.pick and state.in_question:  # "the one before" is an answer here, and no wish to go back
            heard = replace(heard, intent=None)
        after = self.taking.take(state, heard, question)
        if heard.intent == "stop":
            return self._part(after)
        if heard.intent == "start_over":
            return self._opening(State(), "opening.again", "opening.ask")
        if state.outcome:
            return self._after_advice(state, after, heard)
        if heard.intent == "go_back":
            return self._go_back(state)
        beside = heard.intent in BESIDE_THE_POINT and question is not None
        told = after.answers != state.answers or self.contradictions.moved(state, after)
        if told or heard.intent in (None, "skip_question") or beside:
            return self._go_on(state, after, heard, question)
        return self._wish(after, heard.intent, question)

    # -- the next step -----------------------------------------------------------------------------------------------

    def _go_on(self, before: State, state: State, heard: Heard, question: Question | None) -> Reply:
        lead = self._acknowledgement(before, state, heard)
        if question is None:
            if not state.answers and not heard.bare and before.missed == 0:
                return self._opening(replace(state, missed=1), "opening.nothing_understood")
            return self._step(replace(state, told=True, missed=0), lead)
        if before.in_question:
            return self._on_contradiction(before, state, heard, question, lead)
        if question.is_sweep:
            if not heard.answers and heard.intent is None:
                lead.append(self._say(state, "asking.one_by_one" if heard.bare else "asking.not_heard"))
            return self._step(replace(state.having_put(question.name), missed=0), lead)
        left = [name for name in question.asks if name not in state.answers]
        if not left or self.contradictions.to_put(state) or self._is_settled(before, state, question):
            return self._step(replace(state, missed=0), lead)
        if heard.intent == "skip_question" or any(heard.answers.get(name) == UNKNOWN for name in left):
            return self._not_known(before, state, question, left, skipped=heard.intent == "skip_question")
        if any(name in state.unsure and name not in before.unsure for name in left):
            return self._put(replace(state, missed=1), question, [self._say(state, "asking.to_be_sure")])
        if question.once and heard.answers:
            return self._step(self._leave_unknown(state, left, question), lead)
        return self._missed(state, question, left, lead, understood=bool(heard.answers or heard.intent))

    def _on_contradiction(
        self, before: State, state: State, heard: Heard, question: Question, lead: list[str]
    ) -> Reply:
        """Two answers were put: go on with the one that is right; or ask once in other words, then keep the graver."""
        name = before.in_question or ""
        if state.in_question != name or self.contradictions.to_put(state) != name:
            return self._step(replace(state, missed=0), lead)
        if heard.intent == "skip_question" or before.missed:
            left = replace(state.staged(name, "left"), missed=0)
            return self._step(left, [*lead, self._say(state, "asking.not_sure")])
        if name in heard.answers:
            lead.append(self._say(state, "asking.not_sure" if heard.answers[name] == UNKNOWN else "asking.to_be_sure"))
        elif not heard.answers and heard.intent is None:
            lead.append(self._say(state, "asking.not_heard"))
        return self._asking(replace(state, missed=1), question, lead)

    def _is_settled(self, before: State, state: State, question: Question) -> bool:
        """Whether something else that was said made the open question needless."""
        if state.answers == before.answers:
            return False
        step = next_step(self.knowledge, state.answers, state.put)
        return isinstance(step, Advise) or step.question != question

    def _acknowledgement(self, before: State, state: State, heard: Heard) -> list[str]:
        lead = []
        if heard.intent in BESIDE_THE_POINT or (state.answers != before.answers and heard.intent):
            if heard.intent == "correct":
                lead.append("asking.changed")
            else:
                lead += [text] if (text := self.wishes.lead(heard.intent)) else []
        if speaks_for_another(state) and not speaks_for_another(before):
            lead.append("asking.third_party")
        return [self._say(state, key) for key in lead]

    def _not_known(self, before: State, state: State, question: Question, left: list[str], skipped: bool) -> Reply:
        """Ask once more with a test; after that it counts as unknown, as the clinical file says for the topic."""
        once_more = any(self.taking.matters(name) and name not in before.unsure for name in left)
        lead = [self._say(state, "asking.skip_once" if skipped and once_more else "asking.not_sure")]
        if question.once or not once_more:
            return self._step(self._leave_unknown(state, left, question), lead)
        unsure = tuple(dict.fromkeys((*state.unsure, *left)))
        return self._put(replace(state, unsure=unsure, missed=max(1, state.missed)), question, lead)

    def _leave_unknown(self, state: State, names: list[str], question: Question) -> State:
        answers: dict[str, Value] = {**state.answers, **dict.fromkeys(names, UNKNOWN)}
        return replace(state.with_answers(answers, question.name), missed=0)

    def _missed(self, state: State, question: Question, left: list[str], lead: list[str], understood: bool) -> Reply:
        """Nothing said answered the question: other words, then a yes or a no, then on, or out on the safe side."""
        state = replace(state, missed=state.missed + 1)
        grave = any(self.taking.matters(name) for name in left)
        if state.missed < (_MISSES_BEFORE_MOVING_ON if grave else _MISSES_BEFORE_YES_OR_NO):
            more = [] if understood else [self._say(state, "asking.not_heard")]
            if state.missed == _MISSES_BEFORE_YES_OR_NO and all(self._is_yes_no(name) for name in left):
                more.append(self._say(state, "asking.yes_or_no"))
            return self._put(state, question, [*lead, *more])
        unknown = [self.knowledge.topics[name].unknown for name in left]
        if any(one.at_least and one.counts_as is None for one in unknown):  # there is no answer that it could count as
            advice = self.adviser.at_least(so_far(self.knowledge, state.answers), self.knowledge.not_understood, left)
            text = f"{self._say(state, 'advice.unsure_end')} {self.adviser.text(advice, speaks_for_another(state))}"
            return Reply(text, None, replace(state, outcome=self.adviser.outcome(advice)))
        return self._step(self._leave_unknown(state, left, question), lead)

    def _give_up(self, state: State, question: Question) -> Reply:
        if question.is_sweep:
            return self._step(state.having_put(question.name), [])
        left = [name for name in question.asks if name not in state.answers]
        return self._missed(replace(state, missed=_MISSES_BEFORE_MOVING_ON), question, left, [], understood=True)

    def _is_yes_no(self, name: str) -> bool:
        return {NO, YES} <= set(self.knowledge.topics[name].values)

    def _step(self, state: State, lead: list[str]) -> Reply:
        state = self.contradictions.graver(state.staged(None, "waiting"))
        if name := self.contradictions.to_put(state):
            put = replace(state.staged(name, "open"), missed=0)
            return self._asking(put, self.contradictions.question(state, name), lead)
        step = next_step(self.knowledge, state.answers, state.put)
        if isinstance(step, Advise):
            return self._advise(state, step)
        return self._put(state, step.question, lead)

    def _put(self, state: State, question: Question, lead: list[str]) -> Reply:
        """Put a question: its own words the first time, other words with something to try after that."""
        parts = list(lead)
        if question.private:
            if not any(other.private and other.name in state.put for other in self.knowledge.questions):
                parts.append(self._say(state, "asking.private"))
            state = state.having_put(question.name)
        return self._asking(state, question, parts)

    def _asking(self, state: State, question: Question, lead: list[str], words: str | None = None) -> Reply:
        if state.in_question and not state.missed and words is None:
            both = state.contradictions[state.in_question]
            lead = [*lead, self.contradictions.words(state.in_question, both, speaks_for_another(state))]
            words = "ask"
        again = state.missed > 0 or any(name in state.unsure for name in question.asks)
        words = words or ("rephrase" if again else "ask")
        text = " ".join([*lead, self._say(state, f"questions.{question.name}.{words}")])
        topics = dict.fromkeys(question.about or (self.knowledge.public(name) for name in question.asks))
        reprompt = self._say(state, f"questions.{question.name}.rephrase")
        return Reply(text, reprompt, state, tuple(topics), question.name)

    def _opening(self, state: State, *keys: str) -> Reply:
        return Reply(" ".join(self._say(state, key) for key in keys), self._say(state, "opening.reprompt"), state)

    def _open_question(self, state: State) -> Question | None:
        """Recompute the open question. None while the story is asked for, and after the advice."""
        if state.outcome or not state.told:
            return None
        if state.in_question:
            return self.contradictions.question(state, state.in_question)
        return Findings(self.knowledge, state.answers).next_question(state.put)

    def _say(self, state: State, key: str, **values: object) -> str:
        return self.speech.say(key, third_party=speaks_for_another(state), **values)

    # -- wishes ------------------------------------------------------------------------------------------------------

    def _wish(self, state: State, intent: str | None, question: Question | None) -> Reply:
        state = replace(state, correcting=intent == "correct")
        if question and intent not in ("wait", "correct") and not state.in_question:
            state = state.met_with_wish(question.name)
            if state.wished[1] > _MOST_WISHES:  # as good as not understood: no conversation goes on for ever
                return self._give_up(state, question)
        text = self.wishes.answer(intent or "", state, question)
        if question is None:
            ask = "opening.reprompt" if intent in ("explain_question", "help") else "opening.ask"
            lead = self._opening(state, ask)
            return replace(lead, speech=" ".join(filter(None, [text, lead.speech])))
        if intent in ("wait", "correct"):
            return replace(self._asking(state, question, []), speech=text)
        return self._asking(
            state, question, [text] if text else [], "rephrase" if intent == "explain_question" else None
        )

    def _go_back(self, state: State) -> Reply:
        if not state.history:
            return self._wish(state, "go_back", self._open_question(state))
        earlier = state.without_last(self.contradictions.with_parts(state.in_question))
        if not earlier.answers:
            return self._opening(State(), "asking.back", "opening.ask")
        lead = [self._say(earlier, "asking.back")]
        question = Findings(self.knowledge, earlier.answers).next_question(earlier.put) if state.in_question else None
        return self._put(earlier, question, lead) if question else self._step(earlier, lead)

    # -- advice ------------------------------------------------------------------------------------------------------

    def _advise(self, state: State, advice: Advise, lead: Sequence[str] = ()) -> Reply:
        text = [*lead, self.adviser.text(advice, speaks_for_another(state)), self._say(state, "advice.after")]
        advised = replace(state, outcome=self.adviser.outcome(advice), told=True, missed=0)
        return Reply(" ".join(text), self._say(state, "advice.after_reprompt"), advised)

    def _after_advice(self, before: State, state: State, heard: Heard) -> Reply:
        """The advice stands: explain it, repeat it, send it; or change it, if something new changes it."""
        advice = so_far(self.knowledge, state.answers)
        if heard.intent == "go_back":
            return self._go_back(before)
        raised = advice.urgency > so_far(self.knowledge, before.answers).urgency  # that is said at once, unasked
        if not raised and self.contradictions.moved(before, state):
            return self._step(replace(state, outcome=None), [])
        if state.answers != before.answers:
            step = next_step(self.knowledge, state.answers, state.put)
            reopened = replace(state, outcome=None)
            if not isinstance(step, Advise):
                return self._put(reopened, step.question, [self._say(state, "asking.changed")])
            if before.outcome and step.urgency.name != before.outcome.get("urgency"):
                return self._advise(reopened, step, [self._say(state, "advice.new_advice")])
            state = replace(state, outcome=self.adviser.outcome(step))
            return self._after(state, self._say(state, "advice.changes_nothing"))
        if heard.intent == "send_to_phone":
            card = (self._say(state, "advice.card_title"), self.adviser.text(advice, speaks_for_another(state)))
            return replace(self._after(state, self._say(state, "advice.sent")), card=card)
        if heard.intent in ("ask_reason", "why_asking", "explain_question"):
            reasons = self.adviser.reasons(advice, speaks_for_another(state))
            return self._after(state, *(reasons or [self._say(state, "advice.no_doubt")]))
        if heard.intent == "ask_what_doctor_does":
            return self._after(state, self.adviser.what_doctor_does(advice.urgency, speaks_for_another(state)))
        if heard.intent in ("repeat", "ask_result") or heard.bare == YES:
            return self._advise(state, advice)
        if heard.bare == NO or heard.intent == "skip_question":
            return self._part(state)
        met = self.wishes.answer(heard.intent or "", state, None)
        state = replace(state, correcting=heard.intent == "correct")
        return self._after(state, met or self.adviser.level(advice, speaks_for_another(state)))

    def _after(self, state: State, *texts: str) -> Reply:
        after = self._say(state, "advice.after_reprompt")
        return Reply(" ".join([*filter(None, texts), after]), after, state)

    def _part(self, state: State) -> Reply:
        """Say goodbye: never without the safest level reached, and when to go to emergency unless that is the level."""
        other = speaks_for_another(state)
        advice = so_far(self.knowledge, state.answers)
        if state.outcome:
            texts = [self.adviser.last_words(advice, other), self._say(state, "advice.goodbye")]
            return Reply(" ".join(texts), None, state)
        advice = self.adviser.at_least(advice, self.knowledge.unfinished)
        level = self.wishes.level(advice.urgency, state)
        text = self._say(state, "advice.stopped_early" if state.answers else "advice.stopped_at_once", level=level)
        ended = replace(state, outcome=self.adviser.outcome(advice))
        return Reply(f"{text} {self.adviser.emergency_sentence(other)}", None, ended)
