"""What goes into the engine: the rule set and the lines of a card, as frozen plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MAX_DEPTH = 3
"""How many composites may stand inside one another, the line itself included."""

MILESTONE_STEPS = 5
"""A milestone indicator (ระดับความสำเร็จ 5 ขั้นตอน) has five steps, one a level."""


class Scale(StrEnum):
    """A card is on one scale from top to bottom, never mixed."""

    ONE_TO_FIVE = "1-5"
    HUNDRED = "0-100"


class Method(StrEnum):
    """How a result becomes a score."""

    INTERPOLATE = "interpolate"
    STEP = "step"
    MILESTONE = "milestone"
    COMPOSITE = "composite"
    ANCHORS = "anchors"


class State(StrEnum):
    """Where a line stands. The four states other than scored are never conflated."""

    SCORED = "scored"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    NO_CRITERIA = "no_criteria"
    NOT_REPORTED = "not_reported"

    @property
    def counts(self) -> bool:
        """Whether a line in this state has a score: an overdue one has the floor score."""
        return self in (State.SCORED, State.NOT_REPORTED)

    @property
    def flagged(self) -> bool:
        """Whether somebody has to act: set the criteria, or report."""
        return self in (State.NO_CRITERIA, State.NOT_REPORTED)


PRECEDENCE = (State.NOT_DUE, State.NOT_APPLICABLE, State.NO_CRITERIA, State.NOT_REPORTED)
"""Where several states hold for one line, the first of these is the line's state."""


def ruling(states: set[State]) -> State:
    """The state that rules where several hold. Needs at least one of the four."""
    return next(state for state in PRECEDENCE if state in states)


class Redistribute(StrEnum):
    """Where the weight of a line that is not applicable goes."""

    ALL = "all"
    GROUP = "group"


DEFAULT_PLACES = {Scale.ONE_TO_FIVE: 4, Scale.HUNDRED: 2}
DEFAULT_FLOOR = {Scale.ONE_TO_FIVE: Decimal(1), Scale.HUNDRED: Decimal(0)}
DEFAULT_ANCHORS = (Decimal(50), Decimal(75), Decimal(100))
LEVEL_SCORES = (Decimal(1), Decimal(2), Decimal(3), Decimal(4), Decimal(5))
MAXIMUM = {Scale.ONE_TO_FIVE: Decimal(5), Scale.HUNDRED: Decimal(100)}
PERCENT_FACTOR = {Scale.ONE_TO_FIVE: Decimal(20), Scale.HUNDRED: Decimal(1)}


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set. `given` is its JSON text as handed in, so that the result can repeat it."""

    version: str = ""
    scale: Scale = Scale.ONE_TO_FIVE
    floor: Decimal = DEFAULT_FLOOR[Scale.ONE_TO_FIVE]
    places: int = DEFAULT_PLACES[Scale.ONE_TO_FIVE]
    redistribute: Redistribute = Redistribute.ALL
    anchors: tuple[Decimal, ...] = DEFAULT_ANCHORS
    given: str = ""

    @property
    def maximum(self) -> Decimal:
        """The best score of the scale: 5 or 100."""
        return MAXIMUM[self.scale]

    @property
    def mark_scores(self) -> tuple[Decimal, ...]:
        """The scores that the levels (1 to 5) or the thresholds (50, 75, 100) stand for."""
        return LEVEL_SCORES if self.scale is Scale.ONE_TO_FIVE else self.anchors


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card, or one part of a composite line.

    `bounds` are the five levels or the three thresholds, in the unit of the indicator; None
    where the criteria have not been set. `state` is the state handed in, if any.
    """

    id: str
    weight: Decimal
    method: Method
    group: str | None = None
    bounds: tuple[Decimal, ...] | None = None
    parts: tuple[Line, ...] | None = None
    value: Decimal | None = None
    steps: frozenset[int] | None = None
    state: State | None = None

    @property
    def has_criteria(self) -> bool:
        """Whether the line can be scored at all. Milestones need no levels: the steps are five."""
        if self.method is Method.MILESTONE:
            return True
        return (self.parts if self.method is Method.COMPOSITE else self.bounds) is not None

    def standing(self) -> State | None:
        """The state that keeps the line from being scored by its result, None where none does."""
        states = {self.state} if self.state else set()
        if not self.has_criteria:
            states.add(State.NO_CRITERIA)
        return ruling(states) if states else None


@dataclass(frozen=True, slots=True)
class CardInput:
    """Everything that decides a card's total: a rule set and the lines in their order."""

    rules: Rules
    lines: tuple[Line, ...]
