"""The invitation that a visitor came with: its digest stands in the session, its token nowhere.

The link of the letter leads on at once to an address without the token, so that no page, no log
after it and no other site gets to know it.
"""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Invitation
from accounts.services import invitations
from common.errors import Refused

_KEY = "invitation"


def keep(request: HttpRequest, token: str) -> None:
    """Remember the invitation of a link; one that nobody knows leaves nothing behind."""
    digest = invitations.digest(token)
    if Invitation.objects.filter(token_digest=digest).exists():
        request.session[_KEY] = digest
    else:
        forget(request)


def current(request: HttpRequest) -> Invitation | None:
    """The invitation of this visitor, whatever its state; None where there is none (any more)."""
    digest = request.session.get(_KEY)
    return _found(digest) if digest else None


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def by_digest(digest: str) -> Invitation:
    """The invitation for which somebody was sent to a provider; refused where it is over."""
    found = _found(digest)
    if found is None:
        raise Refused(_("คำเชิญนี้ใช้ไม่ได้แล้ว โปรดขอคำเชิญใหม่จากผู้เชิญ"))
    return found


def refuse(request: HttpRequest, refused: Refused) -> None:
    """Show on the next page why something did not happen."""
    for fault in refused.faults:
        messages.error(request, str(fault))


def _found(digest: str) -> Invitation | None:
    rows = Invitation.objects.select_related("post__agency__area", "area", "invited_by", "user")
    return rows.filter(token_digest=digest).first()
