"""What the page of a consultation shows, and what waits at home because of one."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from common import clock, slots
from common.errors import NotAllowed
from common.slots import HomeItem, Panel
from jobs.models import Job
from provinces.models import Agency
from strategies.alignment.selectors import depth_of
from strategies.models import Comment, Consultation, Plan, PlanNode
from strategies.places import hung
from strategies.services import comments, consultations

ALL, SAID, WAITING = "all", "said", "waiting"
SHOWN = (ALL, SAID, WAITING)
"""The whole draft; only what was commented on; only what has no answer yet."""

LOOKS = {"": "not_reported", "accepted": "agreed", "done": "done", "declined": "cancelled"}


@dataclass(frozen=True)
class Said:
    """A comment as it is shown: who speaks, what was answered, what the reader may do.

    was: the node as it read on the day of the comment, where it reads otherwise today.
    """

    comment: Comment
    who: str
    look: str
    mine: bool
    was: str = ""


@dataclass(frozen=True)
class Heard:
    """A node (None: the whole draft, or a node that is gone) with what was said of it."""

    node: PlanNode | None
    title: str
    depth: int
    said: tuple[Said, ...]


@dataclass(frozen=True)
class SectorRow:
    """How many comments a sector gave and what became of them."""

    sector: str
    total: int
    unanswered: int
    accepted: int
    done: int
    declined: int


@dataclass(frozen=True)
class ConsultationPage:
    """A plan's newest consultation; `consultation` is None where there was none yet."""

    plan: Plan
    consultation: Consultation | None
    heard: tuple[Heard, ...] = ()
    sectors: tuple[SectorRow, ...] = ()
    invitations: tuple[Any, ...] = ()
    unsent: int = 0
    unanswered: int = 0
    total: int = 0
    may_comment: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Hearing:
    """That comments are taken on a version: until when, and how many name each of its entries."""

    closes: dt.date
    of_nodes: Mapping[int, int]

    @property
    def total(self) -> int:
        return sum(self.of_nodes.values())


def hearing(plan: Plan) -> Hearing | None:
    """What is heard of a version today, for whoever changes it meanwhile; two queries at most."""
    consultation = latest(plan)
    if consultation is None or not consultation.is_open:
        return None
    rows = consultation.comments.standing().filter(node__isnull=False).order_by()
    counted = rows.values("node").annotate(number=Count("pk")).values_list("node", "number")
    return Hearing(consultation.closes, dict(counted))


def latest(plan: Plan) -> Consultation | None:
    """The newest consultation on a version."""
    found = plan.consultations.order_by("-pk").first()
    if found is not None:
        found.plan = plan
    return found


def consultation_page(user: User, plan: Plan, *, show: str = ALL) -> ConsultationPage:
    """Comments by node, in the order of the plan. show: one of SHOWN.

    Six queries, whatever the size of the plan and the number of comments.
    """
    consultation = latest(plan)
    if consultation is None:
        return ConsultationPage(plan, None)
    rows = list(
        consultation.comments.standing()
        .select_related("agency", "by", "answered_by")
        .order_by("pk")
    )
    said: dict[int | None, list[Said]] = {}
    for row in rows:
        if show != WAITING or not row.is_answered:
            said.setdefault(row.node_id, []).append(_said(row, user))
    may_comment, why_not = _may_comment(user, consultation)
    invitations = _invitations(consultation)
    return ConsultationPage(
        plan,
        consultation,
        heard=tuple(_heard(plan, said, show == ALL)),
        sectors=sectors(rows),
        invitations=invitations,
        unsent=sum(bool(one.failure) for one in invitations),
        unanswered=sum(not row.is_answered for row in rows),
        total=len(rows),
        may_comment=may_comment,
        why_not=why_not,
    )


def panels(user: User, consultation: Consultation | None) -> tuple[Panel, ...]:
    """What upper apps add to the page."""
    if consultation is None:
        return ()
    return tuple(one for bring in slots.consultation_panels for one in bring(user, consultation))


def _invitations(consultation: Consultation) -> tuple[Any, ...]:
    """Who is asked; `failure` says why the letter did not go out at its last try."""
    tries = Job.objects.filter(kind=consultations.LETTER, subject_id=OuterRef("pk"))
    rows = consultation.invitations.select_related("agency", "user")
    return tuple(rows.annotate(failure=Subquery(tries.order_by("-pk").values("error")[:1])))


def sectors(rows: list[Comment]) -> tuple[SectorRow, ...]:
    """Counts by sector and answer; sectors that said nothing are left out."""
    counts = Counter((row.sector, row.outcome) for row in rows)
    found = []
    for sector, label in Agency.Sector.choices:
        of = [counts[sector, outcome] for outcome in ("", "accepted", "done", "declined")]
        if any(of):
            found.append(SectorRow(str(label), sum(of), *of))
    return tuple(found)


def unanswered(plan: Plan) -> int:
    """How many standing comments on a version have no answer: a warning before it is submitted."""
    return Comment.objects.unanswered().filter(consultation__plan=plan).count()


def home_items(user: User) -> Iterator[HomeItem]:
    """Open consultations to which a person is invited and has not spoken yet; one query."""
    if user.authority.may(Permission.PLAN_COMMENT):
        asked = Consultation.objects.visible_to(user).open_on(clock.today())
        asked = asked.inviting(user, clock.today()).exclude(
            pk__in=Comment.objects.standing().filter(by=user).values("consultation")
        )
        for one in asked.select_related("plan__area"):
            yield HomeItem(
                title=one.plan.name,
                url=reverse("plan_consultation", args=[one.plan.area.code, one.plan_id]),
                kind=_("ให้ความเห็นต่อร่างแผน"),
                due=one.closes,
            )


def waiting_answers() -> Coalesce:
    """Of each plan that is asked for, how many comments wait for an answer."""
    waiting = Comment.objects.unanswered().filter(consultation__plan=OuterRef("pk")).order_by()
    counted = waiting.values("consultation__plan").values(number=Count("pk"))
    return Coalesce(Subquery(counted), 0)


def answers_address(plan: Plan) -> str:
    """Where the comments on a plan are answered."""
    return reverse("plan_consultation", args=[plan.area.code, plan.pk])


def _heard(plan: Plan, said: dict[int | None, list[Said]], everything: bool) -> Iterator[Heard]:
    nodes = list(hung(plan))
    depths = depth_of(nodes)
    whole = [one for one in said.get(None, ()) if not one.comment.about]
    if whole or everything:
        yield Heard(None, _("ทั้งร่าง"), 0, tuple(whole))
    for node in nodes:
        of_node = tuple(_then(one, node) for one in said.get(node.pk, ()))
        if of_node or everything:
            yield Heard(node, str(node), depths[node.pk], of_node)
    gone: dict[str, list[Said]] = {}
    for one in said.get(None, ()):
        if one.comment.about:
            gone.setdefault(one.comment.was_about, []).append(one)
    for about, ones in gone.items():
        yield Heard(None, _("%(about)s (นำออกจากร่างแล้ว)") % {"about": about}, 0, tuple(ones))


def _said(row: Comment, user: Any) -> Said:
    sector: str | Promise = Agency.Sector(row.sector).label
    who = row.agency.label if row.agency else row.by.name
    return Said(row, f"{who} ({sector})", LOOKS[row.outcome], row.by_id == user.pk)


def _then(said: Said, node: PlanNode) -> Said:
    comment = said.comment
    return replace(said, was=comment.was_about) if comment.was_otherwise(node) else said


def _may_comment(user: User, consultation: Consultation) -> tuple[bool, str]:
    if not consultation.is_open:
        return False, ""
    try:
        comments.invitations_of(consultation, user)
    except NotAllowed as refused:
        return False, str(refused)
    return True, ""
