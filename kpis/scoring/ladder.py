"""The marks of a line in order: five levels or three thresholds, rising or falling."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpis.scoring.results import AtLast, BelowFirst, Between, Mark


@dataclass(frozen=True, slots=True)
class Ladder:
    """Strictly rising marks mean higher is better, strictly falling ones lower is better."""

    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, bounds: tuple[Decimal, ...], scores: tuple[Decimal, ...]) -> Ladder:
        """Pair the bounds of a line with the scores they stand for."""
        return cls(tuple(Mark(score, bound) for score, bound in zip(scores, bounds, strict=True)))

    @property
    def rising(self) -> bool:
        """Whether higher is better."""
        return self.marks[0].bound < self.marks[-1].bound

    def reaches(self, value: Decimal, mark: Mark) -> bool:
        """Whether the value is at the mark or on its better side."""
        return value >= mark.bound if self.rising else value <= mark.bound

    def place(self, value: Decimal) -> BelowFirst | Between | AtLast:
        """Where the value lies among the marks."""
        first, last = self.marks[0], self.marks[-1]
        if not self.reaches(value, first):
            return BelowFirst(value, first)
        if self.reaches(value, last):
            return AtLast(value, last)
        lower, upper = self._around(value)
        # Both differences have the same sign, so this holds for falling marks as it stands.
        share = (value - lower.bound) / (upper.bound - lower.bound)
        return Between(value, lower, upper, share)

    def _around(self, value: Decimal) -> tuple[Mark, Mark]:
        pairs = zip(self.marks, self.marks[1:], strict=False)
        return next((low, high) for low, high in pairs if not self.reaches(value, high))

    def bound_of(self, score: Decimal) -> Decimal:
        """The result that the mark worth this score asks for."""
        return next(mark.bound for mark in self.marks if mark.score == score)
