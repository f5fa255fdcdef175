"""Celery's door to accounts: letters, and the daily sweeping of what is over."""

from typing import Any

from celery import shared_task
from django.core.management import call_command

from accounts.invitations import letters
from accounts.models import Invitation
from accounts.services import invitations, sign_ins
from common import mail


@shared_task(bind=True, name="accounts.tasks.send_invitation", max_retries=mail.MOST_TRIES)
def send_invitation(task: Any, pk: int) -> None:
    """Send one invitation's letter; a mail server that does not answer is asked again later."""
    try:
        letters.send(pk)
    except mail.UNSENT as fault:
        if task.request.retries >= mail.MOST_TRIES:
            letters.failed(pk)
            return
        raise task.retry(exc=fault, countdown=mail.wait(task.request.retries)) from fault
    except Invitation.DoesNotExist:
        return


@shared_task(name="accounts.tasks.sweep", expires=3600)
def sweep() -> None:
    """Take away what is kept no longer: ended sessions, unaccepted invitations, old sign-ins."""
    call_command("clearsessions")
    invitations.sweep()
    sign_ins.forget_old()
