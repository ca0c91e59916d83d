"""The walk through a skill: every state that is found is visited once, the nearest first, and answered in many ways."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from simulator.certify.answers import CANCEL, HELP, REPEAT, STOP, Answers
from simulator.certify.fingerprint import Fingerprint, fingerprint, folded
from simulator.certify.judge import Judge, Objection
from simulator.certify.ledger import Ledger
from simulator.certify.nouns import Path, State, Walked
from simulator.certify.runs import Chart
from simulator.certify.suggestions import shorter
from simulator.conversations.nouns import Step
from simulator.conversations.player import do
from simulator.device.echo import Echo
from simulator.device.turn import Turn
from simulator.language.invocation import read_call
from simulator.language.step import FALLBACK

MOST_STEPS = 4
Watch = Callable[[int, int, int], None]
Heard = Callable[[Step, Turn], None]


@dataclass(frozen=True)
class Budget:
    """How far a walk may go.

    states        examined; 0: no limit
    further       how often the walk goes on by chance; it ends earlier when so many (`barren`) in a row found nothing
    combinations  call the skill with every combination of slots that the samples have, not only once by every intent
    """

    states: int = 0
    seconds: float = 300.0
    further: int = 1000
    barren: int = 300
    combinations: bool = True


class Walk:
    """One walk through one skill.

    echo     a device with the skill, no session open
    examples the example phrases of the skill's page
    along    known conversations, to go along where nothing looks new any more
    watch    called after every state with the states examined, the states found, the turns
    heard    called after every turn
    """

    def __init__(
        self,
        echo: Echo,
        answers: Answers,
        budget: Budget,
        examples: Iterable[str] = (),
        *,
        along: Iterable[Sequence[Step]] = (),
        seed: int = 0,
        watch: Watch = lambda *_: None,
        heard: Heard = lambda *_: None,
    ) -> None:
        self._device = echo
        self._answers, self._budget, self._examples = answers, budget, tuple(examples)
        self._along = deque(along)
        self._watch, self._heard = watch, heard
        self._judge = Judge(answers.spoken)
        self._states: dict[Fingerprint, State] = {}
        self._fresh: deque[State] = deque()  # looks like nothing that was found before
        self._alike: deque[State] = deque()  # looks like another state; what the skill keeps in it differs
        self._seen: set[str] = set()
        self._hinted: deque[tuple[State, str]] = deque()  # phrases that were suggested, and where
        self._hints: set[tuple[str, str]] = set()
        self._ledger = Ledger(answers.words)
        self._intents: Counter[str] = Counter()
        self._chart = Chart(seed)
        self._turns = self._longest = self._examined = self._barren = 0
        self._deadline = 0.0

    def run(self) -> Walked:
        """Walks until every state is examined or a budget is used up."""
        start = time.monotonic()
        self._deadline = start + self._budget.seconds
        self._open()
        further, cut = 0, self._spent()
        while cut is None:
            if self._hinted:
                self._suggest(*self._hinted.popleft())
            elif self._fresh:
                self._examine(self._fresh.popleft())
            elif self._along:
                self._follow(self._along.popleft())
            elif further < self._budget.further and self._barren < self._budget.barren:
                self._go_on(further)
                further += 1
            elif self._alike:
                self._examine(self._alike.popleft())
            else:
                break
            cut = self._spent()
        return Walked(
            defects=self._ledger.defects(),
            states=len(self._states),
            examined=self._examined,
            further=further,
            barren=self._barren,
            turns=self._turns,
            seconds=time.monotonic() - start,
            longest=self._longest,
            cut=cut,
            intents=dict(self._intents),
        )

    def _spent(self) -> str | None:
        """The budget that is used up, if any."""
        if self._budget.states and self._examined >= self._budget.states:
            return "states"
        return "seconds" if time.monotonic() > self._deadline else None

    def _follow(self, steps: Sequence[Step]) -> None:
        """Goes along a known conversation; every state on it is taken note of."""
        echo = self._device.fork()
        path: Path = ()
        for step in steps:
            try:
                path = (*path, (step, self._do(echo, step)))
            except ValueError:
                return  # an intent, or a touch, that is not there: `replay` tells that
            self._take(echo.fork(), path)

    def _go_on(self, number: int) -> None:
        """A few more answers, from a state that was met before: until a question stays open, or the session ends."""
        self._barren += 1
        state = self._chart.state()
        for _ in range(MOST_STEPS):
            if state is None:
                return
            step = self._chart.answer(state, list(self._answers.of(number, state.echo, state.turn)))
            echo = state.echo.fork()
            turn = self._do(echo, step)
            path = (*state.path, (step, turn))
            key = self._take(echo, path)
            self._chart.note(state.key.seen, step, key.seen if key else None)
            state = State(0, key, echo, path) if key and key.seen != state.key.seen else None

    # ---- from no session ---------------------------------------------------------------------------------------------

    def _open(self) -> None:
        launch = Step(say=self._answers.launch(self._device.invocation))
        for phrase in self._examples:
            echo, step = self._device.fork(), Step(say=phrase)
            path: Path = ()
            if not self._calls(phrase):
                path = ((launch, self._do(echo, launch)),)
            turn = self._do(echo, step)
            self._ledger.enter((*path, (step, turn)), self._judge.example(turn, phrase))
            self._take(echo, (*path, (step, turn)))
        for step, sample in self._answers.openings(self._device.invocation, combinations=self._budget.combinations):
            echo = self._device.fork()
            turn = self._do(echo, step)
            if sample:
                self._ledger.enter(((step, turn),), self._judge.opening(turn))
            self._take(echo, ((step, turn),))

    def _calls(self, phrase: str) -> bool:
        """Whether a phrase calls the skill when nothing is open: then it needs no launch before it."""
        return read_call(phrase, self._device.invocation, self._answers.words) is not None

    # ---- in a state --------------------------------------------------------------------------------------------------

    def _examine(self, state: State) -> None:
        self._examined += 1
        nonsense = self._meet(state)
        if step := self._answers.step(CANCEL):  # stop was said when the state was met
            turn = self._try(state, step)
            self._ledger.enter((*state.path, (step, turn)), self._judge.leaves(turn, "cancel"))
        for word, intent in (("help", HELP), ("repeat", REPEAT)):
            if step := self._answers.step(intent):
                turn = self._try(state, step)
                self._ledger.enter((*state.path, (step, turn)), self._judge.helps(turn, word))
                if intent == HELP and turn.speech and self._same(turn, nonsense):
                    self._ledger.enter((*state.path, (step, turn)), [self._judge.unhelpful()])
        self._silence(state)
        self._exit(state)
        if not state.alike:  # what looks alike was answered before; by chance it is answered again
            for step in self._answers.of(state.number, state.echo, state.turn):
                self._try(state, step)
        self._watch(self._examined, len(self._states), self._turns)

    def _try(self, state: State, step: Step) -> Turn:
        """One answer to a state; where it leads is taken note of."""
        echo = state.echo.fork()
        turn = self._do(echo, step)
        after = self._take(echo, (*state.path, (step, turn)))
        self._chart.note(state.key.seen, step, after.seen if after else None)
        return turn

    def _same(self, one: Turn, other: Turn) -> bool:
        words = self._answers.words
        return folded(one.speech, words) == folded(other.speech, words) and one.ended == other.ended

    def _meet(self, state: State) -> Turn:
        """Words that fit nothing; and the fallback itself, where a slot was elicited that takes any words."""
        step = self._answers.nonsense(state.number)
        turn = self._try(state, step)
        chosen = turn.understood.chosen if turn.understood else None
        self._ledger.enter((*state.path, (step, turn)), self._judge.meets(turn, first=len(state.path) == 1))
        if (chosen is None or chosen.intent != FALLBACK) and FALLBACK in self._answers.model.intents:
            bare = Step(intent=FALLBACK)
            other = self._try(state, bare)
            self._ledger.enter((*state.path, (bare, other)), self._judge.meets(other, first=len(state.path) == 1))
            return other
        return turn

    def _silence(self, state: State) -> None:
        echo, path = state.echo.fork(), state.path
        for _ in range(2):
            step = Step(say="")
            turn = self._do(echo, step)
            path = (*path, (step, turn))
            if turn.ended:
                self._ledger.enter(path, self._judge.end(turn))
                return

    def _exit(self, state: State) -> None:
        if self._answers.words.leave:
            step, echo = Step(say=self._answers.words.leave[0]), state.echo.fork()
            turn = self._do(echo, step)
            self._ledger.enter((*state.path, (step, turn)), self._judge.end(turn))

    def _suggest(self, state: State, phrase: str) -> None:
        """A suggested phrase, or what of it stands before a purpose: one of them is understood."""
        tried: list[tuple[Step, Turn, list[Objection]]] = []
        for text in shorter(phrase, self._answers.spoken):
            step = Step(say=text)
            turn = self._try(state, step)
            objections = list(self._judge.suggested(turn, phrase)) or self._like_nonsense(state, turn, phrase)
            if not objections:
                return
            tried.append((step, turn, objections))
        step, turn, objections = tried[0]
        self._ledger.enter((*state.path, (step, turn)), objections)

    def _like_nonsense(self, state: State, turn: Turn, phrase: str) -> list[Objection]:
        """Whether a phrase was answered as nonsense is, while the question stayed open."""
        if turn.ended or turn.reprompt != state.turn.reprompt:
            return []
        nonsense = self._try(state, self._answers.nonsense(state.number))
        same = nonsense.reprompt == turn.reprompt and self._same(turn, nonsense)
        return [self._judge.unheard(phrase)] if same else []

    # ---- book-keeping ------------------------------------------------------------------------------------------------

    def _do(self, echo: Echo, step: Step) -> Turn:
        self._turns += 1
        turn = do(step, echo)
        for request, _ in turn.exchanges:
            body = request.get("request", {})
            self._intents[(body.get("intent") or {}).get("name") or body.get("type", "")] += 1
        self._heard(step, turn)
        return turn

    def _take(self, echo: Echo, path: Path) -> Fingerprint | None:
        """Judges the last turn of a path, and notes the state to which it leads; None when it leads to none."""
        turn = path[-1][1]
        self._longest = max(self._longest, len(path))
        self._ledger.enter(path, self._judge.turn(turn))
        if not echo.in_session or turn.error:
            return None
        key = fingerprint(echo, turn, self._answers.words)
        self._meet_again(State(0, key, echo, path))
        if key not in self._states:
            state = State(len(self._states) + 1, key, echo, path, alike=key.seen in self._seen)
            self._states[key] = state
            (self._alike if state.alike else self._fresh).append(state)
            self._barren = self._barren if state.alike else 0
            self._seen.add(key.seen)
        for phrase in self._answers.suggested(turn):
            if (phrase.lower(), key.seen) not in self._hints:
                self._hints.add((phrase.lower(), key.seen))
                self._hinted.append((State(0, key, echo, path), phrase))
        return key

    def _meet_again(self, state: State) -> None:
        """Keeps a state to go on from. It is told to stop first: that must work in every state, however it looks."""
        if not self._chart.is_new(state):
            return
        goodbye = ""
        if step := self._answers.step(STOP):
            turn = self._do(state.echo.fork(), step)
            self._ledger.enter((*state.path, (step, turn)), self._judge.leaves(turn, "stop"))
            goodbye = folded(turn.speech, self._answers.words)
        self._chart.keep(state, goodbye)
