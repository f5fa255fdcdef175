"""What an invitation may offer, and what stands in its way."""

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from accounts.services import tenures
from accounts.services.agencies import place
from common.errors import Fault, Refused


def one_at_a_time(email: str) -> None:
    """Until the end of the transaction nobody else invites this e-mail.

    Two who ask at the same moment both find nothing in the way; there is no row yet to lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('invitation to ' || lower(%s), 0))",
            [email],
        )


def refuse_what_cannot_be(invitation: Invitation) -> None:
    """What could not be accepted is not offered."""
    if invitation.user and not invitation.post and not invitation.role:
        raise Refused(_("อีเมลนี้มีบัญชีแล้ว โปรดเลือกตำแหน่งหรือบทบาทที่จะเชิญ"), field="email")
    if invitation.role == "system_admin" and invitation.area:
        raise Refused(_("ผู้ดูแลระบบดูแลทั้งระบบ โปรดเว้นพื้นที่ว่างไว้"), field="area")
    if invitation.post and invitation.valid_from:
        tenures.refuse_overlap(
            invitation.post, invitation.user, invitation.valid_from, None, invitation.acting
        )
    refuse_second(invitation)


def rivals(invitation: Invitation, by: User) -> list[Invitation]:
    """Open invitations to the same e-mail for which this one could stand, if the inviter sees them.

    A person may hold a post here and another elsewhere, or a direct role besides.
    """
    seen = Invitation.objects.open().visible_to(by).select_related("post__agency__area", "area")
    every = seen.filter(email__iexact=invitation.email).exclude(pk=invitation.pk).order_by("pk")
    return [one for one in every if _kind(one) == _kind(invitation)]


def refuse_beside_another(invitation: Invitation, by: User) -> None:
    """Of each kind a person has one open invitation; of those out of sight nothing is said."""
    earlier = rivals(invitation, by)
    if earlier:
        raise Refused(
            _("มีคำเชิญถึงอีเมลนี้ที่ยังรอตอบรับ (%(offers)s) หากจะเชิญใหม่แทน โปรดเลือกช่องนี้แล้วส่งอีกครั้ง")
            % {"offers": ", ".join(one.offer for one in earlier)},
            field="instead",
        )


def refuse_again_beside_another(invitation: Invitation, by: User) -> None:
    """An invitation whose time is over does not come back where another has taken its place."""
    others = rivals(invitation, by)
    if others:
        raise Refused(
            _("มีคำเชิญถึงอีเมลนี้ที่ยังรอตอบรับ (%(offers)s) โปรดยกเลิกฉบับนั้นก่อนส่งฉบับนี้อีกครั้ง")
            % {"offers": ", ".join(one.offer for one in others)}
        )


def refuse_second(invitation: Invitation) -> None:
    """The same is not offered twice to one e-mail."""
    same = Invitation.objects.open().filter(
        email__iexact=invitation.email, post=invitation.post, role=invitation.role,
        area=invitation.area, links=invitation.links,
    )  # fmt: skip
    if same.exists():
        raise Refused(
            faults=[Fault(_("มีคำเชิญเดียวกันที่ยังรอตอบรับ โปรดส่งจดหมายซ้ำหรือยกเลิกฉบับเดิม"), "email")]
        )


def refuse_past(invitation: Invitation) -> None:
    """What is over cannot be sent again or taken back."""
    if invitation.accepted_at:
        raise Refused(_("คำเชิญนี้มีผู้ตอบรับแล้ว"))
    if invitation.revoked_at:
        raise Refused(_("คำเชิญนี้ถูกยกเลิกแล้ว โปรดเชิญใหม่"))


def _kind(invitation: Invitation) -> tuple[str, int | None]:
    """What is offered: a post, and the area whose office keeps it; a role; a link; an account."""
    if invitation.post:
        return "post", place(invitation.post.agency.area)
    if invitation.role:
        return "role", None
    return ("link" if invitation.links else "account"), None
