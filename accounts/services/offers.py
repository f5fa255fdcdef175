"""What an invitation may offer, and what stands in its way."""

from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from accounts.services import tenures
from common.errors import Fault, Refused


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


def open_to(invitation: Invitation, by: User) -> list[Invitation]:
    """Open invitations to the same e-mail that the inviter may see; links are another matter."""
    seen = Invitation.objects.open().visible_to(by).select_related("post__agency__area", "area")
    return list(seen.filter(email__iexact=invitation.email, links=False).order_by("pk"))


def refuse_beside_another(invitation: Invitation, by: User) -> None:
    """One person has one open invitation; of other areas' invitations nothing is said."""
    earlier = open_to(invitation, by)
    if earlier:
        raise Refused(
            _("มีคำเชิญถึงอีเมลนี้ที่ยังรอตอบรับ (%(offers)s) หากจะเชิญใหม่แทน โปรดเลือกช่องนี้แล้วส่งอีกครั้ง")
            % {"offers": ", ".join(one.offer for one in earlier)},
            field="instead",
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
