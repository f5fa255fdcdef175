"""The letter to those who are invited; one job an invitation."""

import logging

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Tenure, User
from common import clock, mail
from common.errors import Refused
from jobs.models import Job
from jobs.registry import Finish, Progress
from strategies.models import Invitation

log = logging.getLogger(__name__)


def send(job: Job, progress: Progress) -> Finish:
    """Write to everybody whom an invitation reaches and who has no letter yet.

    Each is marked as told as soon as the letter is out, so that a second run writes to nobody
    twice. Raises Refused, with what is to be done, where somebody could not be written to.
    """
    invitation = Invitation.objects.select_related(
        "consultation__plan__area", "agency", "user"
    ).get(pk=job.subject_id)
    if invitation.notified_at is None:
        _write(invitation)
    return lambda: _notified(invitation)


def recipients(invitation: Invitation) -> list[tuple[str, User | None]]:
    """Addresses and whose they are: the account's; of an agency those of who holds its posts today,
    else its own."""
    if invitation.user:
        return [(invitation.user.email, invitation.user)] if invitation.user.email else []
    if invitation.agency is None:
        return []
    held = Tenure.objects.on(clock.today()).filter(
        post__agency=invitation.agency, user__is_active=True
    )
    people = User.objects.filter(pk__in=held.values("user")).exclude(email="").order_by("email")
    found: list[tuple[str, User | None]] = [(one.email, one) for one in people]
    return found or [(one, None) for one in [invitation.agency.email] if one]


def _write(invitation: Invitation) -> None:
    reached = recipients(invitation)
    if not reached:
        raise Refused(_("ไม่มีอีเมลของผู้ได้รับเชิญ โปรดบันทึกอีเมลของผู้ดำรงตำแหน่งหรือของหน่วยงาน แล้วส่งอีกครั้ง"))
    told = set(invitation.told.values_list("pk", flat=True))
    failed = []
    for address, user in reached:
        if user and user.pk in told:
            continue
        try:
            _post(invitation, address)
        except mail.UNSENT:
            log.exception("letter of invitation %s could not be sent", invitation.pk)
            failed.append(user.name if user else str(invitation))
            continue
        if user:
            invitation.told.add(user)
    if failed:
        raise Refused(
            _("เซิร์ฟเวอร์อีเมลไม่รับจดหมายถึง %(names)s โปรดส่งอีกครั้งภายหลัง") % {"names": ", ".join(failed)}
        )


def _post(invitation: Invitation, address: str) -> None:
    consultation = invitation.consultation
    plan = consultation.plan
    context = {
        "plan": plan,
        "consultation": consultation,
        "invited": invitation,
        "path": reverse("plan_consultation", args=[plan.area.code, plan.pk]),
    }
    mail.send(to=address, template="consultation_invitation", context=context)


def _notified(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk, notified_at__isnull=True).update(
        notified_at=clock.now()
    )
