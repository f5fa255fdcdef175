"""Verbs on comments: give, change and withdraw one's own; the office answers."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Tenure, User
from accounts.permissions import Permission
from common import clock
from common.cleaning import clean
from common.errors import Fault, NotAllowed, Refused
from common.thai.text import normalise
from provinces.models import Agency
from strategies.consultation.models import words_of
from strategies.models import Comment, Consultation, Invitation, Plan, PlanNode
from strategies.services.consultations import refuse_unless_open

CLOSED = (Plan.Status.ADOPTED, Plan.Status.SUPERSEDED)


@transaction.atomic
def give(
    *,
    consultation: Consultation,
    text: str,
    by: User,
    node: PlanNode | None = None,
    agency: Agency | None = None,
) -> Comment:
    """Say something of a node, or of the whole draft, for the agency that was invited.

    agency: for which one, where the person holds posts in several. Raises NotAllowed where the
    person is not invited, Refused after the last day or without words.
    """
    invitation = _spoken_for(invitations_of(consultation, by), agency)
    refuse_unless_open(consultation)
    if node is not None and node.plan_id != consultation.plan_id:
        raise Refused(_("รายการที่เลือกเป็นของแผนอื่น"), field="node")
    about, about_en = words_of(node) if node else ("", "")
    comment = Comment(
        consultation=consultation,
        node=node,
        about=about,
        about_en=about_en,
        agency=invitation.agency,
        sector=invitation.sector,
        text=_said(text),
        by=by,
        at=clock.now(),
    )
    clean(comment)
    comment.save()
    workflow.record(comment, action="give", before="", after="", by=by)
    return comment


@transaction.atomic
def change(*, comment: Comment, text: str, by: User) -> Comment:
    """Put a comment differently, while comments are taken and it is not answered."""
    comment = _own(comment, by)
    comment.text = _said(text)
    clean(comment)
    comment.save(update_fields=["text"])
    workflow.record(comment, action="change", before="", after="", by=by)
    return comment


@transaction.atomic
def withdraw(*, comment: Comment, by: User) -> Comment:
    """Take a comment back; it stays on record and counts nowhere."""
    comment = _own(comment, by)
    comment.withdrawn_at = clock.now()
    comment.save(update_fields=["withdrawn_at"])
    workflow.record(comment, action="withdraw", before="", after="", by=by)
    return comment


@transaction.atomic
def answer(*, comment: Comment, outcome: str, answer: str, by: User) -> Comment:
    """Say what became of a comment: accepted, done, or declined with the reason.

    An answer may be corrected until the version is adopted.
    """
    by.authority.require(Permission.PLAN_EDIT, area=comment.consultation.plan.area_id)
    comment = _held(comment)
    if comment.withdrawn_at:
        raise Refused(_("ผู้ให้ความเห็นถอนความเห็นนี้แล้ว จึงไม่ต้องตอบ"))
    if comment.consultation.plan.status in CLOSED:
        raise Refused(_("แผนฉบับนี้ได้รับความเห็นชอบแล้ว จึงแก้ไขคำตอบไม่ได้"))
    faults = []
    if outcome not in Comment.Outcome.values:
        faults.append(Fault(_("โปรดเลือกผลการพิจารณา"), "outcome"))
    if outcome == Comment.Outcome.DECLINED and not answer.strip():
        faults.append(Fault(_("เมื่อไม่รับความเห็น โปรดให้เหตุผลในคำตอบ"), "answer"))
    if faults:
        raise Refused(faults=faults)
    comment.outcome, comment.answer = outcome, normalise(answer)
    comment.answered_by, comment.answered_at = by, clock.now()
    clean(comment)
    comment.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    workflow.record(comment, action=outcome, before="", after="", by=by, reason=normalise(answer))
    return comment


def invitations_of(consultation: Consultation, user: User) -> list[Invitation]:
    """The invitations by which a person may speak, its own first; NotAllowed without one."""
    user.authority.require(Permission.PLAN_COMMENT)
    agencies = Tenure.objects.on(clock.today()).filter(user=user).values("post__agency")
    rows = consultation.invitations.filter(Q(user=user) | Q(agency__in=agencies))
    found = list(
        rows.select_related("agency").order_by(F("user").asc(nulls_last=True), "sector", "pk")
    )
    if not found:
        raise NotAllowed(
            _("การรับฟังครั้งนี้เปิดให้เฉพาะหน่วยงานและบัญชีที่ได้รับเชิญ หากต้องการให้ความเห็น โปรดแจ้งสำนักงานจังหวัด")
        )
    return found


def refuse_unless_own(comment: Comment, by: User) -> None:
    """A comment is its author's to change or to take back."""
    if comment.by_id != by.pk:
        raise NotAllowed(_("แก้ไขหรือถอนได้เฉพาะความเห็นของตนเอง"))


def refuse_unless_changeable(comment: Comment) -> None:
    """It may be changed or taken back while comments are taken and it is not answered."""
    refuse_unless_open(comment.consultation)
    if comment.withdrawn_at:
        raise Refused(_("ความเห็นนี้ถอนไปแล้ว"))
    if comment.is_answered:
        raise Refused(_("ความเห็นนี้ได้รับคำตอบแล้ว จึงแก้ไขไม่ได้ หากมีเรื่องเพิ่มเติม โปรดให้ความเห็นใหม่"))


def _spoken_for(invitations: list[Invitation], agency: Agency | None) -> Invitation:
    if agency is None:
        return invitations[0]
    for one in invitations:
        if one.agency_id == agency.pk:
            return one
    raise Refused(_("ท่านไม่ได้ดำรงตำแหน่งในหน่วยงานที่เลือก หรือหน่วยงานนั้นไม่ได้รับเชิญ"), field="agency")


def _own(comment: Comment, by: User) -> Comment:
    """The locked row of a comment that its author may still change."""
    refuse_unless_own(comment, by)
    comment = _held(comment)
    refuse_unless_changeable(comment)
    return comment


def _held(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",))
    return rows.select_related("consultation__plan__area").get(pk=comment.pk)


def _said(text: str) -> str:
    said = normalise(text)
    if not said:
        raise Refused(_("โปรดพิมพ์ความเห็น"), field="text")
    return said
