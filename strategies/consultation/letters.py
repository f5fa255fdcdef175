"""The letter to those who are invited; one job an invitation."""

from django.urls import reverse

from accounts.models import Tenure
from common import clock, mail
from jobs.models import Job
from jobs.registry import Finish, Progress
from strategies.models import Invitation


def send(job: Job, progress: Progress) -> Finish:
    """Write to everybody whom an invitation reaches; a second run writes none twice."""
    invitation = Invitation.objects.select_related(
        "consultation__plan__area", "agency", "user"
    ).get(pk=job.subject_id)
    if invitation.notified_at is None:
        consultation = invitation.consultation
        plan = consultation.plan
        for address in addresses(invitation):
            context = {
                "plan": plan,
                "consultation": consultation,
                "invited": invitation,
                "path": reverse("plan_consultation", args=[plan.area.code, plan.pk]),
            }
            mail.send(to=address, template="consultation_invitation", context=context)
    return lambda: _notified(invitation)


def addresses(invitation: Invitation) -> list[str]:
    """The account's address; of an agency those who hold its posts today, else its own."""
    if invitation.user:
        return [invitation.user.email] if invitation.user.email else []
    if invitation.agency is None:
        return []
    held = Tenure.objects.on(clock.today()).filter(
        post__agency=invitation.agency, user__is_active=True
    )
    there = held.exclude(user__email="").values_list("user__email", flat=True)
    found = list(there.order_by("user__email").distinct())
    return found or [one for one in [invitation.agency.email] if one]


def _notified(invitation: Invitation) -> None:
    if addresses(invitation):
        Invitation.objects.filter(pk=invitation.pk, notified_at__isnull=True).update(
            notified_at=clock.now()
        )
