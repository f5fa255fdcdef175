"""The letter of an invitation: who invites to what, until when, and the link."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Invitation
from accounts.services import invitations
from common import mail


def send(pk: int) -> None:
    """Make the link's token and send it. What is over by then is sent to nobody.

    Raises what the mail server raises; the row says in words that the letter was sent.
    """
    found = Invitation.objects.select_related("invited_by", "post__agency__area", "area")
    invitation = found.get(pk=pk)
    if invitation.state != invitations.OPEN:
        return
    token = invitations.issue(invitation=invitation)
    link = settings.SITE_URL.rstrip("/") + reverse("invitation_open", args=[token])
    mail.send(to=invitation.email, template="invitation", context={"it": invitation, "link": link})
    invitations.letter_is(invitation=invitation, state=Invitation.Letter.SENT)


def failed(pk: int) -> None:
    """The mail server did not take it, however often it was asked."""
    invitations.letter_is(invitation=Invitation.objects.get(pk=pk), state=Invitation.Letter.FAILED)
