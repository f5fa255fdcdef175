"""What comes out of the engine: scores with the reason each carries, unrounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpis.scoring.values import CardInput, Line, Rules, State


@dataclass(frozen=True, slots=True)
class Mark:
    """A level or a threshold: the score it stands for and the result it asks for."""

    score: Decimal
    bound: Decimal


@dataclass(frozen=True, slots=True)
class BelowFirst:
    """The result does not reach the first mark; the lowest score applies."""

    value: Decimal
    first: Mark


@dataclass(frozen=True, slots=True)
class AtLast:
    """The result reaches or passes the last mark."""

    value: Decimal
    last: Mark


@dataclass(frozen=True, slots=True)
class Between:
    """The result lies on `lower` or between it and `upper`; `share` is how far, 0 to 1."""

    value: Decimal
    lower: Mark
    upper: Mark
    share: Decimal


@dataclass(frozen=True, slots=True)
class StepReached:
    """The highest level reached, with the next one missed; nothing is given in between."""

    value: Decimal
    lower: Mark
    upper: Mark


@dataclass(frozen=True, slots=True)
class Run:
    """Milestone steps: the unbroken run from step 1, and the steps done beyond the gap."""

    length: int
    beyond: tuple[int, ...]
    raised_to_floor: bool


@dataclass(frozen=True, slots=True)
class Mean:
    """A composite: the weighted mean of the parts that count, over their total weight."""

    weight: Decimal


@dataclass(frozen=True, slots=True)
class Overdue:
    """Not reported when it was due: the floor score of the rule set."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Not scored. `from_parts` where a composite took the state of its parts."""

    state: State
    from_parts: bool = False


Reason = BelowFirst | AtLast | Between | StepReached | Run | Mean | Overdue | LeftOut


@dataclass(frozen=True, slots=True)
class Reached:
    """A score and why; score None where the line is left out."""

    score: Decimal | None
    because: Reason


@dataclass(frozen=True, slots=True)
class Measured:
    """A line or a part with its state, its unrounded score and the reason."""

    line: Line
    state: State
    score: Decimal | None
    because: Reason
    parts: tuple[Measured, ...] = ()

    @property
    def flagged(self) -> bool:
        """Whether somebody must act on this line or, where it is scored, on one of its parts."""
        if self.state.flagged:
            return True
        return self.state is State.SCORED and any(part.flagged for part in self.parts)


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The next better score of a line, what the total would gain, and the result it takes.

    `at` is None for a composite: which part moves is open. For milestones it is the step.
    """

    score: Decimal
    gain: Decimal
    at: Decimal | None


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line within its card. The weights and what follows from them are None where left out."""

    measured: Measured
    effective_weight: Decimal | None
    share: Decimal | None
    weighted: Decimal | None
    loss: Decimal | None
    next_level: NextLevel | None

    @property
    def line(self) -> Line:
        """The line as it was handed in."""
        return self.measured.line

    @property
    def state(self) -> State:
        """Where the line stands."""
        return self.measured.state

    @property
    def score(self) -> Decimal | None:
        """The unrounded score, None where the line is left out."""
        return self.measured.score


@dataclass(frozen=True, slots=True)
class GroupResult:
    """Lines of one group (ประเด็น or มิติ): its own mean and its weights as entered."""

    group: str | None
    score: Decimal | None
    weight_counted: Decimal
    weight_all: Decimal


@dataclass(frozen=True, slots=True)
class CardResult:
    """A scored card, everything unrounded. `total` is None where no weight counts.

    `weight_counted` and `weight_all` are entered weights; `weight_effective` is what the total
    is divided by, which is larger where weight was handed on inside a group.
    """

    card: CardInput
    total: Decimal | None
    percent: Decimal | None
    weight_counted: Decimal
    weight_all: Decimal
    weight_effective: Decimal
    lines: tuple[LineResult, ...]
    groups: tuple[GroupResult, ...]

    @property
    def rules(self) -> Rules:
        """The rule set that the card was scored under."""
        return self.card.rules
