"""States as a table: which action leads from which state to which, who may, and what it needs.

The screens' buttons, the API's actions, the permission page and the tests read the same table.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.authority import refusal
from accounts.models import User, WorkflowMove
from accounts.permissions import Permission
from accounts.trail.context import acting
from common.errors import Fault, NotAllowed, Refused
from common.middleware import current_request_id

Where = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Move:
    """One allowed move.

    needs: fields of the object, or "reason", that must be filled; not_by: the field naming the
    person who may not make this move (who entered does not certify).
    """

    action: str
    before: str | tuple[str, ...]
    after: str
    may: Permission
    label: str | Promise
    needs: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    not_by_words: str | Promise = ""

    @property
    def states(self) -> tuple[str, ...]:
        return (self.before,) if isinstance(self.before, str) else self.before


@dataclass(frozen=True)
class Transitions:
    """The moves of one kind of object. `where` gives the place at which a permission is asked."""

    moves: tuple[Move, ...]
    where: Where
    labels: Mapping[str, str | Promise]
    field: str = "status"

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def find(self, action: str, subject: models.Model) -> Move:
        """The move of this name from the object's present state; refused where there is none."""
        state = getattr(subject, self.field)
        for move in self.moves:
            if move.action == action and state in move.states:
                return move
        raise Refused(
            _("ทำรายการนี้ไม่ได้ เพราะสถานะปัจจุบันคือ “%(state)s” โปรดเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด")
            % {"state": self.labels.get(state, state)}
        )

    def allow(self, action: str, subject: models.Model, *, by: User) -> Move:
        """The move, when this person may make it now; NotAllowed with the reason when not."""
        move = self.find(action, subject)
        refused = _who_refuses(move, subject, by, self.where)
        if refused:
            raise NotAllowed(refused)
        return move

    def open_to(self, user: User, subject: models.Model) -> list[Move]:
        """The moves that this person may make now: the buttons on the screen."""
        state = getattr(subject, self.field)
        return [
            move
            for move in self.moves
            if state in move.states and _who_refuses(move, subject, user, self.where) is None
        ]

    def apply(self, action: str, subject: models.Model, *, by: User, reason: str = "") -> Move:
        """Check and make the move, and write its history row. The caller saves nothing else.

        The caller holds a row lock on the subject and is in a transaction.
        """
        move = self.allow(action, subject, by=by)
        missing = [
            Fault(_("โปรดบอกเหตุผล") if need == "reason" else _("โปรดกรอกช่องนี้"), need)
            for need in move.needs
            if not (reason.strip() if need == "reason" else _filled(getattr(subject, need)))
        ]
        if missing:
            raise Refused(faults=missing)
        before = getattr(subject, self.field)
        setattr(subject, self.field, move.after)
        with acting(by=by, reason=reason, in_move=True):
            subject.save(update_fields=[self.field])
        record(subject, action=action, before=before, after=move.after, by=by, reason=reason)
        return move


def record(
    subject: models.Model, *, action: str, before: str, after: str, by: User, reason: str = ""
) -> WorkflowMove:
    """Write one history row; for moves that no table drives (agree, freeze, lock)."""
    return WorkflowMove.objects.create(
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        action=action,
        from_state=before,
        to_state=after,
        reason=reason.strip(),
        by=by,
        request_id=current_request_id.get(),
    )


def history(subject: models.Model) -> models.QuerySet[WorkflowMove]:
    """The moves of an object, newest first, with who made them."""
    return WorkflowMove.objects.filter(
        subject=subject._meta.label_lower, subject_id=subject.pk
    ).select_related("by")


def _filled(value: Any) -> bool:
    return value is not None and value != "" and value != []


def _who_refuses(move: Move, subject: models.Model, user: User, where: Where) -> str | None:
    if not user.authority.may(move.may, **where(subject)):
        return refusal(move.may)
    if any(getattr(subject, f"{name}_id") == user.pk for name in move.not_by):
        return str(move.not_by_words) or _("ผู้ที่ทำขั้นตอนก่อนหน้าทำขั้นตอนนี้เองไม่ได้")
    return None
