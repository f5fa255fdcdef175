"""What the page of one result shows."""

from dataclasses import dataclass
from typing import Any

from accounts import workflow
from accounts.models import WorkflowMove
from accounts.permissions import Permission
from accounts.workflow import Move
from evidence.models import Evidence
from kpis import openings
from kpis.models import Criteria, Result, Round
from kpis.openings import Opening
from kpis.selectors import rounds as round_selectors
from kpis.services.results import EDITABLE
from kpis.transitions import RESULT, where


@dataclass(frozen=True)
class ResultPage:
    """One line in one round for one person: what stands there and what the person may do."""

    criteria: Criteria
    round: Round
    result: Result | None
    may_enter: bool
    editable: bool
    may_correct: bool
    moves: tuple[Move, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[WorkflowMove, ...]
    before: Result | None
    opening: Opening

    @property
    def state(self) -> str:
        return self.result.status if self.result else round_selectors.NOT_STARTED

    @property
    def returned_because(self) -> str:
        """The reason that stands above the form of a returned result."""
        if self.state != Result.Status.RETURNED:
            return ""
        return next((m.reason for m in self.history if m.to_state == Result.Status.RETURNED), "")


def may_open(user: Any, criteria: Criteria) -> bool:
    """Whether the page of a line's result exists for a person: who enters, certifies or reviews."""
    place = where(Result(criteria=criteria))
    return any(
        user.authority.may(permission, **place)
        for permission in (
            Permission.RESULT_ENTER,
            Permission.RESULT_CERTIFY,
            Permission.RESULT_VIEW_ALL,
        )
    )


def result_page(user: Any, criteria: Criteria, round: Round) -> ResultPage:
    """Everything the result page shows, in a fixed number of queries."""
    result = (
        Result.objects.newest()
        .filter(criteria=criteria, round=round)
        .select_related("entered_by", "certified_by", "verified_by", "supersedes")
        .first()
    )
    if result:
        result.criteria, result.round = criteria, round
    place = where(Result(criteria=criteria))
    may_enter = user.authority.may(Permission.RESULT_ENTER, **place)
    collector = criteria.indicator.collector
    opening = openings.load([round]).of(round, collector.agency_id if collector else None)
    is_open = opening.is_open
    moves = tuple(m for m in RESULT.open_to(user, result) if result) if result else ()
    return ResultPage(
        criteria=criteria,
        round=round,
        result=result,
        may_enter=may_enter,
        editable=may_enter and is_open and (result is None or result.status in EDITABLE),
        may_correct=may_enter
        and is_open
        and result is not None
        and result.status == Result.Status.VERIFIED,
        moves=moves,
        evidence=tuple(result.evidence.select_related("uploaded_by")) if result else (),
        history=tuple(workflow.history(result)) if result else (),
        before=_before(criteria, round),
        opening=opening,
    )


def _before(criteria: Criteria, round: Round) -> Result | None:
    """The counted result of the last round before this one, to be shown as text."""
    return (
        Result.objects.counted()
        .filter(
            criteria__card=criteria.card_id,
            criteria__indicator=criteria.indicator_id,
            round__cut_off__lt=round.cut_off,
        )
        .select_related("round")
        .order_by("-round__cut_off")
        .first()
    )
