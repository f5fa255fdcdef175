"""The changes of an agreed card, act by act."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import WorkflowMove
from common.codes import natural
from kpis.models import Card, Criteria
from kpis.services.criteria import definition_of


@dataclass(frozen=True)
class Shift:
    """One line before and after; None where it was not on the card."""

    before: Criteria | None
    after: Criteria | None

    @property
    def line(self) -> Criteria:
        """The one that names the line."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a shift has at least one side
        return found

    @property
    def criteria_changed(self) -> bool:
        """Whether more than the weight is different."""
        if self.before is None or self.after is None:
            return False
        old, new = definition_of(self.before), definition_of(self.after)
        return (old.target, old.levels, old.milestones, old.parts, old.thresholds, old.method) != (
            new.target,
            new.levels,
            new.milestones,
            new.parts,
            new.thresholds,
            new.method,
        )

    @property
    def moved(self) -> bool:
        """Whether the line came under another entry of the plan."""
        if self.before is None or self.after is None:
            return False
        old, new = self.before.node, self.after.node
        return (old and old.identity) != (new and new.identity)


@dataclass(frozen=True)
class Act:
    """What holds from one day on for one reason: the lines side by side, who and when."""

    day: dt.date
    reason: str
    move: WorkflowMove | None
    shifts: tuple[Shift, ...]

    @property
    def weight_before(self) -> Decimal:
        return sum((one.before.weight for one in self.shifts if one.before), Decimal(0))

    @property
    def weight_after(self) -> Decimal:
        return sum((one.after.weight for one in self.shifts if one.after), Decimal(0))


def acts(card: Card) -> tuple[Act, ...]:
    """The acts of a card, the newest day first; two queries."""
    rows = list(card.criteria.select_related("indicator", "node").order_by("indicator", "version"))
    found: dict[tuple[dt.date, str], list[Shift]] = {}
    moves = _moves([row.pk for row in rows])
    by_indicator: dict[int, list[Criteria]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator_id, []).append(row)
    for versions in by_indicator.values():
        for shift, day, reason in _shifts(versions, moves):
            found.setdefault((day, reason), []).append(shift)
    made = [
        Act(day, reason, _move(shifts, moves), tuple(sorted(shifts, key=_by_code)))
        for (day, reason), shifts in found.items()
    ]
    return tuple(sorted(made, key=_newest, reverse=True))


def _shifts(
    versions: list[Criteria], moves: dict[int, WorkflowMove]
) -> list[tuple[Shift, dt.date, str]]:
    """What happened to one indicator of the card, with day and reason."""
    found = []
    before: Criteria | None = None
    for row in versions:
        if (
            before is not None
            and before.superseded_on
            and before.superseded_on != row.effective_from
        ):
            found.append((Shift(before, None), before.superseded_on, _why(before, moves)))
            before = None
        if row.effective_from is not None:
            found.append((Shift(before, row), row.effective_from, row.reason))
        before = row
    if before is not None and before.superseded_on is not None:
        found.append((Shift(before, None), before.superseded_on, _why(before, moves)))
    return found


def _why(row: Criteria, moves: dict[int, WorkflowMove]) -> str:
    move = moves.get(row.pk)
    return move.reason if move else ""


def _moves(pks: list[int]) -> dict[int, WorkflowMove]:
    """The last move of each version, with who made it."""
    rows = WorkflowMove.objects.filter(subject=Criteria._meta.label_lower, subject_id__in=pks)
    return {move.subject_id: move for move in rows.select_related("by").order_by("at", "pk")}


def _move(shifts: list[Shift], moves: dict[int, WorkflowMove]) -> WorkflowMove | None:
    return next((moves[one.line.pk] for one in shifts if one.line.pk in moves), None)


def _newest(act: Act) -> tuple[dt.date, int]:
    return act.day, act.move.pk if act.move else 0


def _by_code(shift: Shift) -> tuple[tuple[int, int, str], ...]:
    return natural(shift.line.code)
